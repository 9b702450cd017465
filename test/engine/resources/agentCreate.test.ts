import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

async function created(more: IDataObject) {
	const parameters = { resource: 'agent', operation: 'create', name: 'Ada', ...more };
	const result = await runOperation(sandbox.current, parameters);
	return { ...result, body: sandbox.current.requests.at(-1)?.body };
}

describe('Agent → Create', () => {
	it('needs a name and nothing else', async () => {
		const { body, items, error } = await created({});
		expect(error).toBeUndefined();
		expect(body).toEqual({ name: 'Ada' });
		expect(items[0]).toMatchObject({ json: { name: 'Ada' }, pairedItem: { item: 0 } });

		const nameless = await created({ name: '={{ " " }}' });
		expect(nameless.error?.message).toBe('Row 1: Name is empty');
		expect(sandbox.current.requests).toHaveLength(1);
	});

	it('sends each documented field where it belongs, in its documented type', async () => {
		const fields = {
			roleText: 'Keeps customers informed',
			baseInstructions: 'Say hello to {{firstName}}.',
			language: 'en-US',
			identity: {
				agentType: 'AI',
				nickname: 'Addie',
				lastname: 'Lovelace',
				jobDescriptions: 'Answers',
				imageURL: 'https://example.com/a.jpg',
				phone: '+1 (202) 555-0100',
				workspace: 'main',
			},
			voice: {
				voiceId: 'v1',
				voiceStability: 0.5,
				voiceSpeed: 1.5,
				optimizeStreamingLatency: 3,
				sendFillerWords: true,
				fillerWords: 'um, let me see',
			},
			conversation: {
				sendInitialMessage: true,
				enableCutoffResponses: false,
				cutoffResponses: 'Sorry, go on.\nYes?',
				endCallOnGoodBye: true,
				goodByePhrases: '["Bye, bye", "See you"]',
				allowedIdleTime: 10,
				checkHumanPresence: true,
				checkHumanPresenceCount: 5,
				allowInterruption: true,
				interruptionSensitivity: 'high',
				functionality: 'interactive',
			},
			model: { temperature: '={{ 0.7 }}', modelProvider: 'OpenAI', modelName: 'gpt-4o' },
			advanced: {
				capabilities: 'call, sms',
				inboundCapability: 'answer',
				actions: '[{ "name": "transfer" }]',
				globalActions: '{ "any": 1 }',
				leadQualification: 'true',
				skillId: 's1',
				skills: 's1,s2',
				interactionSettings:
					'{ "channel": "call", "direction": "in", "inbound": {}, "outbound": null }',
				isInbound: '={{ "true" }}',
			},
		};

		const { body, error } = await created(fields);

		expect(error).toBeUndefined();
		expect(body).toEqual({
			name: 'Ada',
			roleText: fields.roleText,
			baseInstructions: fields.baseInstructions,
			language: 'en-US',
			...fields.identity,
			phone: '+12025550100',
			...fields.voice,
			fillerWords: ['um', 'let me see'],
			...fields.conversation,
			cutoffResponses: ['Sorry, go on.', 'Yes?'],
			goodByePhrases: ['Bye, bye', 'See you'],
			...fields.model,
			temperature: '0.7',
			capabilities: ['call', 'sms'],
			inboundCapability: 'answer',
			actions: [{ name: 'transfer' }],
			globalActions: { any: 1 },
			leadQualification: true,
			skillId: 's1',
			skills: ['s1', 's2'],
			interactionSettings: { channel: 'call', direction: 'in', inbound: {}, outbound: null },
			isInbound: true,
		});
	});

	it('leaves out what is empty', async () => {
		const { body } = await created({
			roleText: '',
			identity: { nickname: ' ' },
			voice: { fillerWords: ' , ' },
			advanced: { actions: '[]', interactionSettings: '{}', capabilities: '' },
		});
		expect(body).toEqual({ name: 'Ada' });
	});

	it('takes instructions from an expression, with Elemente’s placeholders in square brackets', async () => {
		const advanced = { baseInstructionsExpression: '={{ "Hello " }}[[firstName]]' };
		expect((await created({ advanced })).body).toEqual({
			name: 'Ada',
			baseInstructions: 'Hello {{firstName}}',
		});
		const both = await created({ advanced, baseInstructions: 'Other' });
		expect(both.error?.message).toContain('are both filled in');
	});

	describe('with Retry On Fail', () => {
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const rows = [{ name: 'Ada' }, { name: 'Ben' }, { name: 'Cleo' }];
		const create = async () =>
			await runOperation(
				sandbox.current,
				{ resource: 'agent', operation: 'create', name: '={{ $json.name }}' },
				rows,
				settings,
			);
		const names = () => sandbox.current.requests.map(({ body }) => (body as IDataObject).name);

		it('creates no agent twice when another row fails', async () => {
			const isBen = ({ body }: { body: unknown }) => (body as IDataObject).name === 'Ben';
			sandbox.current.inject({ method: 'POST', status: 400, match: isBen });

			const { items, error } = await create();

			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json.name)).toEqual(['Ada', 'Ben', 'Cleo']);
			expect(names().sort()).toEqual(['Ada', 'Ben', 'Ben', 'Cleo']);
		});

		it('does not send again what may have been created', async () => {
			sandbox.current.inject({ method: 'POST', status: 500 });

			const { error } = await create();

			expect(error?.message).toMatch(/^Row \d: The Elemente API had an error of its own/);
			expect(error?.description).toContain('It may have been created all the same');
			expect(names().sort()).toEqual(['Ada', 'Ben', 'Cleo']);
		});
	});

	it.each([
		[{ identity: { phone: '12' } }, 'Phone "12" is not a phone number'],
		[{ voice: { voiceSpeed: '={{ "fast" }}' } }, 'Voice Speed "fast" is not a number'],
		[
			{ voice: { sendFillerWords: '={{ "maybe" }}' } },
			'Send Filler Words "maybe" is neither true nor false',
		],
		[{ advanced: { actions: '{ "a": 1 }' } }, 'Actions (JSON) "{"a":1}" is not a list'],
		[{ advanced: { globalActions: '{ a: 1' } }, 'Global Actions (JSON) cannot be read as JSON'],
		[
			{ advanced: { interactionSettings: '[1]' } },
			'Interaction Settings (JSON) "[1]" is not a JSON object',
		],
	])('refuses %j', async (more, message) => {
		const { error } = await created(more);
		expect(error?.message).toContain(`Row 1: ${message}`);
		expect(sandbox.current.requests).toEqual([]);
	});
});
