import { describe, expect, it } from '@jest/globals';

import { customersToElemente } from './support/workflows';

describe('The nodes panel', () => {
	it('finds the node by its name and by what people call it', async () => {
		await editor.openWorkflow(customersToElemente({}));
		for (const words of ['elemente', 'phone call', 'telephone', 'whatsapp', 'voice']) {
			await editor.searchNodes(words);
			await editor.inNodesPanel('Elemente').waitFor();
		}
	});

	it('offers every operation as an action, in words', async () => {
		await editor.searchNodes('elemente');
		await editor.inNodesPanel('Elemente').click();
		await editor.inNodesPanel('Contact a customer by call, SMS, WhatsApp or email').waitFor();

		expect(await editor.entriesOfNodesPanel()).toEqual(
			expect.arrayContaining([
				'Contact a customer by call, SMS, WhatsApp or email',
				'Get a call with its outcome',
				'Get many calls',
				'Get the recording of a call',
				'Update a call',
				'Create an agent',
				'Get an agent with its skills',
				'Get many agents',
			]),
		);
	});

	it('offers first what most people come for', async () => {
		const actions = (await editor.entriesOfNodesPanel()).filter((entry) => entry !== 'Elemente');
		expect(actions[0]).toBe('Contact a customer by call, SMS, WhatsApp or email');
	});

	it('says beside the name what Elemente is good for', async () => {
		await editor.page.getByText('call, SMS, WhatsApp, email or web chat').first().waitFor();
	});

	it('adds the node where its action is dropped, ready to be filled in', async () => {
		await editor.dragToCanvas('Contact a customer by call, SMS, WhatsApp or email', {
			x: 760,
			y: 600,
		});

		expect(await editor.node.selected('resource')).toBe('Call');
		expect(await editor.node.selected('operation')).toBe('Create');
		// n8n takes the credential that was made last: nothing to choose.
		expect(await editor.node.chosenCredential()).toMatch(/^Elemente/);
		await editor.node.close();
		await editor.nodeOnCanvas('Contact a customer by call, SMS, WhatsApp or email').waitFor();
	});

	it('has an icon for each theme', async () => {
		const light = await editor.iconOnCanvas('Contact a customer by call, SMS, WhatsApp or email');
		await editor.useTheme('dark');
		const dark = await editor.iconOnCanvas('Contact a customer by call, SMS, WhatsApp or email', {
			otherThan: light.source,
		});
		await editor.useTheme('light');

		expect(light.source).toMatch(/elemente\.svg$/);
		expect(dark.source).toMatch(/elemente\.dark\.svg$/);
		// A picture that cannot be loaded has no width.
		expect(light.width).toBeGreaterThan(0);
		expect(dark.width).toBeGreaterThan(0);
	});
});
