import { beforeAll, describe, expect, it } from '@jest/globals';

import { provideSpreadsheet } from '../../scripts/n8n/examples';
import { type Effort, countEffort } from './support/effort';

/**
 * What it takes at most, from an empty canvas to twelve calls from a CSV file. Of it are n8n's own: the trigger, and reading
 * and splitting the file.
 */
const LIMITS = { whole: { clicks: 22, keys: 12 }, ownPart: { clicks: 9, keys: 4 } };

describe('From an empty canvas to calls from a spreadsheet', () => {
	let effort: () => Promise<Effort>;
	let before: Effort;

	beforeAll(async () => {
		effort = await countEffort(editor.page);
		await editor.openEmptyWorkflow();
	});

	it('reads the spreadsheet with nodes of n8n', async () => {
		await editor.addFirstNode('Trigger manually');
		await editor.addNextNode('file', 'Read/Write Files from Disk', 'Read File(s) From Disk');
		await editor.node.paste('fileSelector', provideSpreadsheet(stage.filesFolder));
		await editor.node.execute();
		await editor.node.close();
		await editor.addNextNode('csv', 'Extract from File', 'Extract from CSV');
		await editor.node.execute();
		await editor.node.close();

		before = await effort();
	});

	it('places a call for each row with few clicks and hardly a key', async () => {
		await editor.addNextNode('elem', 'Elemente', 'Contact by call, SMS, WhatsApp or email');
		await editor.node.pickFromList('agentId', '', 'Order Desk');
		await editor.node.pickFromList('skillId', '', 'Order Confirmation');
		await editor.node.dragColumn('Phone', editor.node.field('customerPhone'));
		await editor.node.untilItShows('customerPhone', '{{ $json.Phone }}');
		await editor.node.execute();

		expect(stage.sandbox.ledger.placed).toHaveLength(12);
		const whole = await effort();
		const ownPart = { clicks: whole.clicks - before.clicks, keys: whole.keys - before.keys };
		expect(atMost(whole, LIMITS.whole)).toEqual(whole);
		expect(atMost(ownPart, LIMITS.ownPart)).toEqual(ownPart);
	});
});

/** The effort itself where it keeps within the limit, else the limit. */
function atMost(effort: Effort, limit: Effort): Effort {
	return {
		clicks: Math.min(effort.clicks, limit.clicks),
		keys: Math.min(effort.keys, limit.keys),
	};
}
