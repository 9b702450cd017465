import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { createParameters, runInEngine } from '../../support/engine';
import { createsOf, ordinaryRows, useSandbox } from '../../support/sandbox';
import { seed } from '../../support/seed';

const sandbox = useSandbox();
const RUNS = 50;
const ROWS = 100;

function nested(levels: number): unknown {
	let value: unknown = 'x';
	for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value };
	return value;
}

/** An object with properties of its own that are called as what hangs on every object is. */
const inherited = JSON.parse('{ "__proto__": { "a": 1 }, "constructor": "x", "toString": 2 }');

/** As n8n's DateTime, which is told by its behaviour. */
const dateTime = (written: string | null) => ({ toISO: () => written, toJSON: () => written });

const hostile = fc.oneof(
	{ weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
	{ weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
	fc.constantFrom<unknown>(
		...['\ud800', 'a\udfffb', '\u0000', 'a\u0000b', '\u001b[2J', '\u202e', '\ufeff', '\u2028'],
		...['{{x}}', '[[x]]', '{{ $json.a }}', '=1+1', '={{ 1 }}', '<script>alert(1)</script>', '%s'],
		...['#REF!', 'Invalid DateTime', '[object Object]', 'undefined', 'NaN', 'null', 'true'],
		...['9007199254740993', '1e999', '0x10', '-0', '1.0', '4.47911E+11', '{"a":', '[]', '{}'],
		...['+12025550199\n+12025550198', '../../etc/passwd', "'; DROP TABLE calls; --", '\\', '"'],
	),
	fc.constantFrom<unknown>(
		...[2 ** 53 + 2, 1e308, 5e-324, -0, 0, NaN, Infinity, -Infinity, 2n ** 64n, true, false, null],
	),
	fc.constantFrom<unknown>(
		...[new Date(0), new Date(NaN), dateTime('2025-03-12T10:00:00.000+01:00'), dateTime(null)],
		...[Buffer.from('text'), Buffer.alloc(0), new Uint8Array(3), new Map([[1, 2]]), new Set([1])],
		...[
			inherited,
			Object.create(null),
			[],
			{},
			[[[]]],
			nested(50),
			nested(300),
			/x/,
			new Error('x'),
		],
	),
	fc.anything({ withDate: true, withNullPrototype: true, maxDepth: 3 }),
);

const columnName = fc.oneof(
	{ weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
	fc.constantFrom(
		...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '', ' ', '\ufeff'],
		...['Order ID', 'Order\u00a0ID', 'error', 'details', 'pairedItem', 'json', 'binary', '$json'],
	),
);

/** Not by assignment: that would change the prototype where a column is called `__proto__`. */
function rowFrom(cells: Array<[string, unknown]>, base: IDataObject): IDataObject {
	return Object.fromEntries([...Object.entries(base), ...cells]) as IDataObject;
}

const FIELDS = ['phone', 'name', 'mail', 'fact', 'text', 'conditions', 'speed'];

/** Mostly a row that could be sent, with some cells of a kind that no spreadsheet should have. */
const anyCells = fc.array(
	fc.tuple(fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...FIELDS) }, columnName), hostile),
	{ maxLength: 4 },
);

const fieldsByColumn = {
	customerName: '={{ $json.name }}',
	customerEmail: '={{ $json.mail }}',
	customerOverride: { firstName: '={{ $json.name }}', language: '={{ $json.text }}' },
	agentOverride: {
		promptExpression: '=Say {{ $json.text }} about [[Order ID]]',
		routingConditions: '={{ $json.conditions }}',
		voiceSpeed: '={{ $json.speed }}',
	},
};

/** The ways to give custom fields, one after the other. */
const WAYS: IDataObject[] = [
	{ customFieldsMode: 'allInputColumns' },
	{
		customFields: {
			assignments: ['fact', 'text', 'conditions'].map((column, id) => ({
				id: String(id),
				name: column,
				value: `={{ $json.${column} }}`,
				type: id === 0 ? 'string' : undefined,
			})),
		},
	},
	{ customFieldsMode: 'json', customFieldsJson: '={{ $json.fact }}' },
	{ customFieldsMode: 'json', customFieldsJson: '={ "Fact": "{{ $json.fact }}" }' },
];

const runs = fc.sample(fc.array(anyCells, { minLength: ROWS, maxLength: ROWS }), {
	numRuns: RUNS,
	seed,
});

async function run(parameters: IDataObject, rows: IDataObject[]) {
	sandbox.current.reset();
	const { items, error } = await runInEngine({
		credential: sandbox.current,
		parameters: createParameters(sandbox.current, { ...fieldsByColumn, ...parameters }),
		rows,
		settings: { onError: 'continueRegularOutput' },
	});
	expect(error).toBeUndefined();
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(rows.map((_, item) => ({ item })));
	const refused = items.filter(({ json }) => {
		const { reason } = (json.details ?? {}) as { reason?: string };
		return reason === 'badRow' && /^Row \d+: /.test(String(json.error));
	});
	const odd = items.filter((item) => !refused.includes(item) && (item.json.error ?? null) !== null);
	expect(odd.map(({ json }) => [json.error, json.details])).toEqual([]);
	const { placed } = sandbox.current.ledger;
	// Each is placed or refused here: no request is one that the specification refuses, none is lost, none sent twice.
	expect(placed.length + refused.length).toBe(rows.length);
	expect(createsOf(sandbox.current)).toHaveLength(placed.length);
	return { placed: placed.length, refused: refused.length };
}

describe('what no spreadsheet should hold', () => {
	it(`${RUNS * ROWS} rows: each is sent as the specification wants it, or named (seed ${seed})`, async () => {
		let placed = 0;
		for (const [at, cells] of runs.entries()) {
			const good = ordinaryRows(ROWS);
			const rows = cells.map((row, index) => rowFrom(row, { ...good[index], speed: 1 }));
			placed += (await run(WAYS[at % WAYS.length], rows)).placed;
		}
		// A generator that makes rows of only one kind would prove nothing.
		expect(placed).toBeGreaterThan((RUNS * ROWS) / 10);
		expect(placed).toBeLessThan((RUNS * ROWS * 9) / 10);
	}, 180_000);

	it('1,000 custom fields, and cells of 10 MB', async () => {
		const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`c${at}`, at]));
		const big = 'x'.repeat(10_000_000);
		const [one, two, three] = ordinaryRows(3);
		await run(WAYS[0], [{ ...one, ...many }, two as IDataObject]);
		const result = await run({ ...WAYS[1], customerPhone: '={{ $json.phone }}' }, [
			{ ...one, phone: big },
			{ ...two, conditions: `{"a":"${big}` },
			{ ...three },
		]);
		expect(result).toEqual({ placed: 1, refused: 2 });
	}, 60_000);
});
