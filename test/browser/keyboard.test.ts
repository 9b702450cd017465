import { describe, expect, it } from '@jest/globals';

import { READY, customersToElemente } from './support/workflows';

describe('With the keyboard alone', () => {
	it('adds the node from the nodes panel', async () => {
		await editor.openWorkflow(
			customersToElemente({ credentialId: stage.credentialId, parameters: READY }),
		);
		const { keyboard } = editor.page;
		await keyboard.press('n');
		await editor.page.getByTestId('node-creator-search-bar').waitFor();
		await keyboard.type('elemente');
		await editor.inNodesPanel('Elemente').waitFor();
		await keyboard.press('Enter');
		await editor.inNodesPanel('Contact by call, SMS, WhatsApp or email').waitFor();
		await editor.arrowDownTo('Contact by call, SMS, WhatsApp or email');
		await keyboard.press('Enter');
		await editor.node.waitFor();
	});

	it('goes from field to field and fills them in', async () => {
		const { keyboard } = editor.page;
		await editor.node.field('customerPhone').locator('input').focus();
		await keyboard.type('+1 202 555 0117');
		await editor.tabTo(editor.node.field('customerEmail'));
		await keyboard.type('jane@example.com');
		await editor.tabTo(editor.node.field('customerName'));
		await keyboard.type('Jane Doe');

		expect(await editor.node.textOf('customerName')).toBe('Jane Doe');
		expect(await editor.node.textOf('customerPhone')).toBe('+1 202 555 0117');
		expect(await editor.node.textOf('customerEmail')).toBe('jane@example.com');
	});

	it('closes the node and runs the workflow', async () => {
		const { keyboard } = editor.page;
		// n8n takes Escape for the node only where nothing can be typed.
		await editor.tabTo(editor.page.getByRole('button'));
		await keyboard.press('Escape');
		await editor.node.panel.waitFor({ state: 'hidden' });
		await editor.runWorkflow(async () => await keyboard.press('ControlOrMeta+Enter'));

		expect(stage.sandbox.ledger.placed).toHaveLength(2);
	});
});
