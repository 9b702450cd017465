import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { CHANNELS, CONTACT_BY, CONTACT_OF_CHANNEL } from '../api/channels';
import { getPath, setPath } from './bodyPath';
import { cellText } from './cellText';
import { absentColumn } from './columns';
import { isEmpty } from './values';
import type { RowContext } from '../rows/row';
import { RowProblem } from '../rows/problems';
import { quote } from '../errors/editorText';

/**
 * Checks the channel, which may come from the row ("SMS" and " sms " are both read), and that the row holds
 * what the channel needs to reach the customer.
 *
 * @throws RowProblem for a channel that the API does not have, or for a missing phone number or e-mail address
 */
export async function checkChannel(this: RowContext, request: IHttpRequestOptions) {
	const body = request.body as IDataObject;
	const given = getPath(body, 'channel');
	const channel = cellText(String(given ?? '')).toLowerCase();
	// The editor's names are the API's, but for capitals.
	const known = CHANNELS.find(({ value }) => value === channel);
	if (!known) {
		throw new RowProblem(
			this,
			`Channel ${quote(given ?? '')} is not a channel`,
			`Choose one of ${CHANNELS.map(({ value }) => value).join(', ')}.`,
		);
	}
	setPath(body, 'channel', known.value);

	const needed = CONTACT_OF_CHANNEL[CONTACT_BY[known.value]];
	if (needed?.paths.every((path) => isEmpty(getPath(body, path)))) {
		// The parameters are called as the paths in the body are.
		const absent = needed.paths.map((path) => absentColumn(this, path)).find(Boolean);
		const problem = `${needed.field} is empty, and the channel ${known.name} needs it`;
		throw new RowProblem(
			this,
			absent ? `${problem}: ${absent.problem}` : problem,
			absent?.remedy ?? `Fill in ${needed.field}, or ${needed.override}.`,
		);
	}
	return request;
}
