import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INode } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, useSandbox } from '../../support/sandbox';
import { everyString, secretForms } from '../../support/strings';

const sandbox = useSandbox({ username: 'ada', password: 'correct-horse-battery' });

interface BadInput {
	title: string;
	/** What the bad row has in its column `value`; the good rows have `good` there */
	bad?: unknown;
	good?: unknown;
	parameters: IDataObject;
	/** The words of the error, after "Row 2: " */
	problem: string;
	remedy: string;
}

const json = (value: string) => ({ customFieldsMode: 'json', customFieldsJson: value });
const mapped = (...assignments: Array<[name: string, value: string]>) => ({
	customFields: {
		assignments: assignments.map(([name, value], id) => ({
			id: String(id),
			name,
			value,
			type: '',
		})),
	},
});

const inputs: BadInput[] = [
	{
		title: 'no phone for a call',
		good: '+14155550100',
		parameters: { customerPhone: '={{ $json.value }}' },
		problem: 'Customer Phone is empty, and the channel Call needs it',
		remedy: 'Fill in Customer Phone, or Phone Number under Customer Override.',
	},
	{
		title: 'no e-mail address for an e-mail',
		good: 'jane@example.com',
		parameters: { channel: 'email', customerEmail: '={{ $json.value }}' },
		problem: 'Customer Email is empty, and the channel Email needs it',
		remedy: 'Fill in Customer Email, or Email under Customer Override.',
	},
	{
		title: '"abc" as a phone',
		good: '+14155550100',
		bad: 'abc',
		parameters: { customerPhone: '={{ $json.value }}' },
		problem: 'Customer Phone "abc" is not a phone number',
		remedy: 'Write it with + and the country code, for example +12025550111.',
	},
	{
		title: 'a national number in a number cell',
		good: '+14155550100',
		bad: 2025550111,
		parameters: { customerOverride: { phoneNumber: '={{ $json.value }}' } },
		problem: 'Phone Number (Customer Override) "2025550111" is not a phone number',
		remedy: 'Start it with + and the country code',
	},
	{
		title: 'an e-mail address without an @',
		bad: 'jane.example.com',
		parameters: { customerEmail: '={{ $json.value }}' },
		problem: 'Customer Email "jane.example.com" is not an e-mail address',
		remedy: 'Write one address like name@example.com, or leave the field empty.',
	},
	{
		title: 'an agent ID with a typo',
		good: '123e4567-e89b-12d3-a456-426614174000',
		bad: '123e4567 e89b 12d3',
		parameters: { agentId: { __rl: true, mode: 'id', value: '={{ $json.value }}' } },
		problem: 'Agent "123e4567 e89b 12d3" is not an ID',
		remedy: 'Choose the agent from the list, or paste its whole ID',
	},
	{
		title: 'no skill ID',
		good: '123e4567-e89b-12d3-a456-426614174000',
		parameters: { skillId: { __rl: true, mode: 'id', value: '={{ $json.value }}' } },
		problem: 'Skill is empty',
		remedy: 'Choose the skill from the list, or enter its ID.',
	},
	{
		title: 'an unknown channel from an expression',
		good: 'SMS',
		bad: 'fax',
		parameters: { channel: '={{ $json.value }}' },
		problem: 'Channel "fax" is not a channel',
		remedy: 'Choose one of call, email, sms, webchat, whatsapp.',
	},
	{
		title: 'routing conditions that are a list',
		good: { priority: 'high' },
		bad: ['high'],
		parameters: { agentOverride: { routingConditions: '={{ $json.value }}' } },
		problem: 'Routing Conditions (JSON) "["high"]" is not a JSON object',
		remedy: 'Write names and values in braces, for example { "priority": "high" }.',
	},
	{
		title: 'routing conditions that are no JSON',
		good: '{ "priority": "high" }',
		bad: '{ priority: high }',
		parameters: { agentOverride: { routingConditions: '={{ $json.value }}' } },
		problem: 'Routing Conditions (JSON) cannot be read as JSON: ',
		remedy: 'Check that every name and text is in double quotes',
	},
	{
		title: 'a custom field without a name',
		good: 'Order ID',
		parameters: mapped(['={{ $json.value }}', '12345']),
		problem: 'Custom Fields: a field with the value "12345" has no name',
		remedy: 'Give it the name by which the prompt calls it',
	},
	{
		title: 'twice the same custom field',
		good: 'Order Date',
		bad: 'Order ID',
		parameters: mapped(['Order ID', '12345'], ['={{ $json.value }}', 'x']),
		problem: 'Custom Fields: "Order ID" is there twice',
		remedy: 'Remove one of the two or give it another name.',
	},
	{
		title: 'an object as the value of a custom field',
		good: '12 Main St',
		bad: { street: '12 Main St' },
		parameters: mapped(['Address', '={{ $json.value }}']),
		problem: 'Custom Fields: "Address" is an object',
		remedy: 'A custom field holds one text, number, boolean or date.',
	},
	{
		title: 'a list as the value of a custom field in JSON',
		good: 'A1',
		bad: ['A1', 'B2'],
		parameters: json('={{ { Seats: $json.value } }}'),
		problem: 'Custom Fields: "Seats" is a list',
		remedy: 'join a list into one text',
	},
	{
		title: 'custom fields JSON that does not parse',
		good: '{ "Order ID": "12345" }',
		bad: '{ "Order ID": "12345"',
		parameters: json('={{ $json.value }}'),
		problem: 'Custom Fields (JSON) cannot be read as JSON: ',
		remedy: 'Check that every name and text is in double quotes',
	},
	{
		title: 'a voice speed in words',
		good: '1.5',
		bad: 'fast',
		parameters: { agentOverride: { voiceSpeed: '={{ $json.value }}' } },
		problem: 'Voice Speed "fast" is not a number',
		remedy: 'Write it with digits and a decimal point, for example 0.5.',
	},
	{
		title: 'a list as a name',
		good: 'Jane',
		bad: ['Jane', 'John'],
		parameters: { customerName: '={{ $json.value }}' },
		problem: 'Customer Name is a list, not a text',
		remedy: 'Give it one value',
	},
];

function rowsOf({ good, bad }: BadInput) {
	const row = (name: string, value: unknown) => ({ name, phone: '+14155550199', value });
	return [row('First', good), row('Second', bad), row('Third', good)] as IDataObject[];
}

async function run(input: BadInput, onError?: INode['onError'], viaRoutingEngine = false) {
	const result = await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, input.parameters),
		rows: rowsOf(input),
		settings: { onError },
		viaRoutingEngine,
	});
	const texts = everyString(result.run).join('\n');
	for (const secret of secretForms(sandbox.current)) expect(texts).not.toContain(secret);
	return result;
}

describe.each(inputs)('$title', (input) => {
	const words = `Row 2: ${input.problem}`;

	it('stops the workflow before anything is sent, names the row and the field, and says what to do', async () => {
		const { error, items } = await run(input);

		expect(error?.message).toContain(words);
		expect(error?.message).toMatch(/\. No call was placed\.$/);
		expect(error?.description).toContain(input.remedy);
		// n8n's editor would add "[item 1]" to it: the same row, counted from 0.
		expect(error?.context?.itemIndex).toBeUndefined();
		expect(items).toEqual([]);
		expect(sandbox.current.requests).toEqual([]);
	});

	it('becomes an item with its own columns under Continue, and the good rows are called', async () => {
		const { error, items } = await run(input, 'continueRegularOutput');

		expect(error).toBeUndefined();
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(items[1].json).toMatchObject({
			...withoutUndefined(rowsOf(input)[1]),
			error: expect.stringContaining(words),
			details: { outcome: 'notPlaced', row: 2, whatToDo: expect.stringContaining(input.remedy) },
		});
		expectGoodRowsPlaced(items[0].json, items[2].json);
	});

	it('goes to the error output with its own columns, and the good rows are called', async () => {
		const { error, items, errorItems } = await run(input, 'continueErrorOutput');

		expect(error).toBeUndefined();
		expect(errorItems).toHaveLength(1);
		expect(errorItems[0].json).toMatchObject({
			...withoutUndefined(rowsOf(input)[1]),
			error: expect.stringContaining(words),
		});
		expect(JSON.stringify(errorItems[0].json)).toContain(JSON.stringify(input.remedy).slice(1, -1));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expectGoodRowsPlaced(items[0].json, items[1].json);
	});

	it("is refused with the same words by n8n's routing engine", async () => {
		const { error } = await run(input, undefined, true);

		expect(error?.message).toContain(words);
		expect(error?.description).toContain(input.remedy);
	});
});

function expectGoodRowsPlaced(...calls: IDataObject[]) {
	const { placed } = sandbox.current.ledger;
	expect(placed.map(({ id }) => id).sort()).toEqual(calls.map(({ id }) => id).sort());
	expect(createsOf(sandbox.current)).toHaveLength(2);
}

/** n8n drops what is undefined on the way from one node to the next. */
function withoutUndefined(row: IDataObject): IDataObject {
	return JSON.parse(JSON.stringify(row));
}
