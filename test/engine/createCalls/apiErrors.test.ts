import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INode } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { useSandbox } from '../../support/sandbox';
import { everyString, secretForms } from '../../support/strings';

const credentialOf = { username: 'ada', password: 'correct-horse-battery' };
const sandbox = useSandbox(credentialOf);
const UNKNOWN_ID = 'ffffffff-ffff-4fff-8fff-ffffffffffff';
/** Nothing listens on the discard port of this machine. */
const CLOSED_PORT = 'http://127.0.0.1:9';

interface ApiError {
	title: string;
	/** The second row's phone; the sandbox answers some numbers with an error */
	phone?: string;
	parameters?: IDataObject;
	/** In place of the right one */
	credential?: { url?: string; password?: string };
	/** Whether only the second row meets the error */
	onlyRow2: boolean;
	message: string;
	words: string[];
	httpCode?: string;
}

const errors: ApiError[] = [
	{
		title: 'a wrong password',
		credential: { password: 'a-wrong-password' },
		onlyRow2: false,
		message: 'The Elemente API did not accept the user name and password (HTTP 401)',
		words: ['Open the Elemente API credential', 'The API said: Unauthorized'],
		httpCode: '401',
	},
	{
		title: 'an unknown agent',
		parameters: { agentId: { __rl: true, mode: 'id', value: '={{ $json.agent }}' } },
		onlyRow2: true,
		message: 'Elemente does not find what was asked for (HTTP 404)',
		words: ['Check the IDs', `agentId: there is no agent with the ID ${UNKNOWN_ID}`],
		httpCode: '404',
	},
	{
		title: 'a body that the API refuses with a list of messages',
		phone: '+12025550131',
		onlyRow2: true,
		message: 'The Elemente API refused the values that were sent (HTTP 400)',
		words: [
			'Correct the fields that the API names below.',
			'customerPhone must be a valid phone number; customerOverride.phoneNumber must be',
		],
		httpCode: '400',
	},
	{
		title: 'a web page with 502 from a gateway',
		phone: '+12025550129',
		onlyRow2: true,
		message: 'The Elemente API had an error of its own (HTTP 502)',
		words: ['is not sent again', 'Look in Elemente', 'A web page instead of data: 502 Bad Gateway'],
		httpCode: '502',
	},
	{
		title: 'a user without the permission',
		phone: '+12025550134',
		onlyRow2: true,
		message: 'This user may not do that in Elemente (HTTP 403)',
		words: ['Ask the administrator', 'The API said: Forbidden resource'],
		httpCode: '403',
	},
	{
		title: 'a host that cannot be reached',
		credential: { url: CLOSED_PORT },
		onlyRow2: false,
		message: 'The Elemente API cannot be reached: the connection was refused',
		words: ['Check the Base URL in the Elemente API credential'],
	},
];

async function run({ phone, parameters, credential }: ApiError, onError?: INode['onError']) {
	const { agents, url } = sandbox.current;
	const used = { ...credentialOf, url, ...credential };
	const row = (name: string, number: string, agent: string) => ({ name, phone: number, agent });
	const result = await runInEngine({
		credential: used,
		parameters: createParameters(sandbox.current, {
			...parameters,
			// One after the other, so that it is known which rows were sent when one fails.
			options: { maxConcurrentCalls: 1 },
		}),
		rows: [
			row('First', '+14155550101', agents[0].id),
			row('Second', phone ?? '+14155550102', UNKNOWN_ID),
			row('Third', '+14155550103', agents[0].id),
		],
		settings: { onError },
	});
	const texts = everyString(result.run).join('\n');
	for (const secret of [...secretForms(used), ...secretForms(credentialOf)])
		expect(texts).not.toContain(secret);
	return result;
}

/** The message and all that is said about it, wherever n8n puts it. */
const saidIn = (value: unknown) => everyString(value).join('\n');

describe.each(errors)('$title', (error) => {
	const failedRow = error.onlyRow2 ? 2 : 1;

	it('stops the workflow, names the row, and says what happened and what to do', async () => {
		const { error: thrown, items } = await run(error);

		expect(items).toEqual([]);
		expect(thrown?.message).toMatch(new RegExp(`^Row ${failedRow}\\b`));
		expect(thrown?.message).toContain(error.message);
		for (const words of error.words) expect(thrown?.description).toContain(words);
		expect(thrown?.httpCode ?? undefined).toBe(error.httpCode);
		expect(thrown?.context?.itemIndex).toBeUndefined();
		expect(sandbox.current.ledger.placed).toHaveLength(failedRow - 1);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'leaves the row its own columns under %s, and the good rows are called',
		async (onError) => {
			const { error: thrown, items, errorItems } = await run(error, onError);

			expect(thrown).toBeUndefined();
			const all = [...items, ...errorItems];
			const failed = all.filter(({ json }) => json.error);
			expect(failed.map(({ pairedItem }) => pairedItem)).toEqual(
				(error.onlyRow2 ? [1] : [0, 1, 2]).map((item) => ({ item })),
			);
			const [second] = failed.filter(({ json }) => json.name === 'Second');
			expect(second.json).toMatchObject({
				name: 'Second',
				agent: UNKNOWN_ID,
				error: expect.stringMatching(/^Row 2\b/),
			});
			expect(second.json.error).toContain(error.message);
			for (const words of error.words) expect(saidIn(second.json)).toContain(words);
			expect(all).toHaveLength(3);
			expect(sandbox.current.ledger.placed.map(({ to }) => to)).toEqual(
				error.onlyRow2 ? ['+14155550101', '+14155550103'] : [],
			);
		},
	);
});
