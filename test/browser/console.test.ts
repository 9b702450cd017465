import { describe, expect, it } from '@jest/globals';

import { customersToElemente, triggerAlone } from './support/workflows';

/** Every operation, as the editor calls it. */
const OPERATIONS = {
	Agent: ['Create', 'Get', 'Get Many'],
	Call: ['Get', 'Get Many', 'Get Recording', 'Update', 'Create'],
};

describe("The browser's console", () => {
	it('reports no error while every operation is looked at', async () => {
		await editor.openWorkflow(customersToElemente({ credentialId: stage.credentialId }));
		await editor.openNode('Elemente');
		// What n8n itself reports before anything of ours is shown.
		editor.errors.splice(0);

		for (const [resource, operations] of Object.entries(OPERATIONS)) {
			await editor.node.choose('resource', resource);
			for (const operation of operations) {
				await editor.node.choose('operation', operation);
				expect(await editor.node.selected('operation')).toBe(operation);
			}
		}

		expect(editor.errors).toEqual([]);
	});

	it('reports no error while the trigger is looked at', async () => {
		await editor.openWorkflow(triggerAlone(stage.credentialId));
		await editor.openNode('Elemente Trigger');
		editor.errors.splice(0);

		for (const event of ['Call Status Changed', 'Call Ended']) {
			await editor.node.choose('event', event);
			expect(await editor.node.selected('event')).toBe(event);
		}
		await editor.node.addField('Filters', 'Channels');
		await editor.node.addField('Filters', 'Statuses');

		expect(editor.errors).toEqual([]);
	});
});
