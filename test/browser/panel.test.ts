import { beforeAll, describe, expect, it } from '@jest/globals';

import { isInSight } from './support/sight';
import { READY, customersToElemente } from './support/workflows';

describe('The panel of Call → Create', () => {
	beforeAll(async () => {
		await editor.openWorkflow(customersToElemente({ credentialId: stage.credentialId }));
		await editor.openNode('Elemente');
	});

	it('has Wait for Completion in sight, in a window 900 pixels high', async () => {
		expect(editor.page.viewportSize()?.height).toBe(900);
		expect(await isInSight(editor.node, 'waitForCompletion')).toBe(true);
		// What has to be scrolled to is not.
		expect(await isInSight(editor.node, 'simplify')).toBe(false);
	});

	it('says what a channel needs where it is filled in', async () => {
		const { parameters } = editor.node;
		await parameters.getByPlaceholder('needed for Call, SMS, WhatsApp').waitFor();
		await parameters.getByPlaceholder('needed for Email').waitFor();
	});

	it('lists agents by name, inactive ones last, no two alike', async () => {
		const found = await editor.node.searchList('agentId', '');
		await found.first().waitFor();
		const names = await found.allInnerTexts();
		await editor.node.closeList();

		const active = names.filter((name) => !name.includes('inactive'));
		expect(active.length).toBeLessThan(names.length);
		expect(names.slice(0, active.length)).toEqual(active);
		expect(active).toEqual([...active].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })));
		expect(new Set(names).size).toBe(names.length);
	});

	it('says what to do where an agent has no skills', async () => {
		await editor.node.pickFromList('agentId', 'new hire', 'New Hire');
		await editor.node.searchList('skillId', '');
		const said = editor.page.getByTestId('rlc-error-container').filter({ visible: true });
		await said.waitFor();

		expect(await said.innerText()).toContain('This agent has no skills');
		expect(await said.innerText()).toContain('choose another agent');
	});
});

describe('The node on the canvas', () => {
	it.each([
		['sms', 'contact by SMS'],
		['email', 'contact by email'],
		['={{ $json.channel }}', 'contact by channel of the row'],
	])('says its channel: %s', async (channel, subtitle) => {
		const parameters = { ...READY, channel };
		await editor.openWorkflow(
			customersToElemente({ credentialId: stage.credentialId, parameters }),
		);
		await editor.nodeOnCanvas('Elemente').getByText(subtitle).waitFor();
	});
});
