import { describe, expect, it } from '@jest/globals';

import { customersToElemente } from './support/workflows';

const CONTACT = 'Contact by call, SMS, WhatsApp or email';

/** What people type who want a customer called, texted or written to. */
const SEARCHES = [
	...['elemente', 'phone call', 'telephone', 'dial', 'outbound', 'campaign'],
	...['text message', 'webchat', 'email customer', 'voice agent', 'reminder', 'whatsapp'],
];

describe('The nodes panel', () => {
	it('finds the node by its name and by what people look for, first or second', async () => {
		await editor.openWorkflow(customersToElemente({}));
		const places = [];
		for (const words of SEARCHES) {
			await editor.searchNodes(words);
			await editor.inNodesPanel('Elemente').first().waitFor();
			const place = (await editor.entriesOfNodesPanel()).indexOf('Elemente') + 1;
			places.push([words, place === 1 || place === 2 ? place : await editor.entriesOfNodesPanel()]);
		}
		expect(places).toEqual(places.map(([words, place]) => [words, place === 2 ? 2 : 1]));
	});

	it.each(['sms', 'email', 'voice', 'call'])(
		'finds it by "%s" as well, which n8n has nodes of its own for',
		async (words) => {
			await editor.searchNodes(words);
			await editor.inNodesPanel('Elemente').first().waitFor();
		},
	);

	it('offers every operation as an action, in words', async () => {
		await editor.searchNodes('elemente');
		await editor.inNodesPanel('Elemente').first().click();
		await editor.inNodesPanel(CONTACT).waitFor();

		expect(await editor.entriesOfNodesPanel()).toEqual(
			expect.arrayContaining([
				CONTACT,
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
		expect(actions[0]).toBe(CONTACT);
	});

	it('says beside the name what Elemente is good for', async () => {
		await editor.page.getByText('call, SMS, WhatsApp, email or web chat').first().waitFor();
	});

	it('adds the node where its action is dropped, ready to be filled in', async () => {
		await editor.dragToCanvas(CONTACT, {
			x: 760,
			y: 600,
		});

		expect(await editor.node.selected('resource')).toBe('Call');
		expect(await editor.node.selected('operation')).toBe('Create');
		// n8n takes the credential that was made last: nothing to choose.
		expect(await editor.node.chosenCredential()).toMatch(/^Elemente/);
		await editor.node.close();
		await editor.nodeOnCanvas(CONTACT).waitFor();
	});

	it('has an icon for each theme', async () => {
		const light = await editor.iconOnCanvas(CONTACT);
		await editor.useTheme('dark');
		const dark = await editor.iconOnCanvas(CONTACT, {
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
