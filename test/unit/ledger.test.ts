import { beforeEach, describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import { Ledger } from '../../nodes/Elemente/createCalls/ledger';
import { ExecutionInN8n } from '../support/execution';
import { World } from '../support/memoryWorld';

const GOOD = { hasError: false, isCutShort: false };
const PLACED = { outcome: 'placed', call: { id: 'call' } } as const;
const DOUBT = { outcome: 'unknown', sentAt: new Date(0), failure: { kind: 'dropped' } } as const;

let world: World;
let workflow: string;
let workflows = 0;
let executions = 0;

beforeEach(() => {
	world = new World();
	workflow = `of the ledger ${++workflows}`;
});

function rows(
	count: number,
	body: (index: number) => IDataObject = (name) => ({ customerName: `${name}` }),
) {
	return Array.from(
		{ length: count },
		(_, itemIndex) =>
			({
				itemIndex,
				body: body(itemIndex),
				context: { getNodeParameter: () => '' },
			}) as unknown as CheckedRow,
	);
}

const execution = (given: object = {}) =>
	new ExecutionInN8n(world, { id: String(++executions), workflow, ...given });

async function opened(all: CheckedRow[], n8n = execution(), mode = 'goOn' as const) {
	const ledger = new Ledger();
	await ledger.open(n8n.context, all, mode);
	return ledger;
}

describe('what a run knows of its rows', () => {
	const [one, two] = rows(2);

	it('is what was said last', () => {
		const ledger = new Ledger();
		expect([ledger.size, ledger.has(0), ledger.get(0)]).toEqual([0, false, undefined]);
		ledger.sending(one, DOUBT);
		expect([ledger.size, ledger.has(0), ledger.get(0)]).toEqual([1, true, DOUBT]);
		ledger.settle(two, PLACED);
		expect(ledger.outcomes).toEqual([DOUBT, PLACED]);
		ledger.notSent(one);
		expect([ledger.size, ledger.has(0), ledger.has(1)]).toEqual([1, false, true]);
	});

	it('is whose a call is: the row that its id came with first', () => {
		const ledger = new Ledger();
		ledger.settle(two, DOUBT);
		expect(ledger.rowOf('call')).toBeUndefined();
		ledger.settle(two, PLACED);
		ledger.settle(one, PLACED);
		expect([ledger.rowOf('call'), ledger.rowOf('another')]).toEqual([1, undefined]);
		ledger.settle(one, DOUBT);
		expect(ledger.placedIds).toEqual(new Set(['call']));
	});

	it('is for nobody else where n8n has no memory', async () => {
		const ledger = await opened([one], execution({ hasNoStore: true }));
		expect(ledger.isForgetful).toBe(true);
		expect(ledger.rowsAtOnce).toBe(1);
		expect(ledger.earlier).toBeUndefined();
		expect(await ledger.claim(one)).toEqual({ isNew: true });
		await ledger.noteSending();
		ledger.settle(one, PLACED);
		await ledger.giveBack(two, { isNew: false, isPlaced: true });
		await ledger.release(one);
		await ledger.close(execution().context, GOOD);
		expect(ledger.size).toBe(0);
	});
});

describe('a row', () => {
	it('keeps the key of the first try, whatever an expression gives later', async () => {
		const n8n = execution();
		const all = rows(2);
		const ledger = await opened(all, n8n);
		await ledger.claim(all[0]);
		ledger.settle(all[0], PLACED);
		const later = rows(3, (index) => ({ customerName: `later ${index}` }));
		await ledger.open(n8n.context, later, 'goOn');
		expect(ledger.isForgetful).toBe(false);
		expect(await ledger.claim(later[0])).toEqual({ isNew: false, outcome: PLACED });
		expect(await ledger.claim(later[2])).toEqual({ isNew: true });
	});

	it('is known to the next execution', async () => {
		const [row] = rows(1);
		const first = await opened([row]);
		expect(first.earlier).toBeUndefined();
		await first.claim(row);
		first.settle(row, PLACED);
		await first.close(execution().context, { ...GOOD, hasError: true });
		const second = await opened([row]);
		expect(second.earlier?.hoursBack).toBe(1);
		expect(second.placedIds).toEqual(new Set(['call']));
		expect(await second.claim(row)).toEqual({ isNew: false, outcome: PLACED });
	});

	it('is told apart from equal ones, also of another batch, and of many', async () => {
		const n8n = execution();
		const equal = rows(1_001, () => ({ customerName: 'Ana' }));
		await (await opened(equal, n8n)).close(n8n.context, GOOD);
		const counts = () => Object.values(n8n.context.getContext('node').rowCounts as object);
		expect(counts()).toEqual([1_001]);
		const next = await opened(
			rows(1, () => ({ customerName: 'Ana' })),
			n8n,
		);
		expect(counts()).toEqual([1_001]);
		await next.close(n8n.context, GOOD);
		expect(counts()).toEqual([1_002]);
	});

	it.each([
		[20_000, GOOD, 'goOn', 1],
		[20_001, GOOD, 'goOn', 0],
		[1, { ...GOOD, hasError: true }, 'goOn', 0],
		[1, GOOD, 'onlyOnce', 0],
	])('of %i is counted on after %j under %s: %i', async (count, end, mode, counted) => {
		const n8n = execution();
		const all = rows(count, () => ({ customerName: 'Ana', customerPhone: '1' }));
		const ledger = await opened(all, n8n, mode as 'goOn');
		await ledger.close(n8n.context, end);
		const counts = n8n.context.getContext('node').rowCounts ?? {};
		expect(Object.keys(counts)).toHaveLength(counted);
	});

	it('counts from one where it has not come up, though others have', async () => {
		const n8n = execution();
		await (await opened(rows(1), n8n)).close(n8n.context, GOOD);
		const two = rows(2);
		await (await opened(two, n8n)).close(n8n.context, GOOD);
		const counts = n8n.context.getContext('node').rowCounts as Record<string, number>;
		expect(Object.values(counts).sort()).toEqual([1, 2]);
	});
});

describe('Start Over', () => {
	it('sends again what an earlier execution has sent', async () => {
		const [row] = rows(1);
		const n8n = execution({ isOld: true });
		const first = await opened([row], n8n);
		await first.claim(row);
		first.settle(row, PLACED);
		await first.close(n8n.context, { ...GOOD, hasError: true });
		const second = await opened([row], execution(), 'startOver' as 'goOn');
		expect(await second.claim(row)).toEqual({ isNew: true });
	});
});

describe('Contact Each Only Once', () => {
	it('is not what else is written down', async () => {
		const [row] = rows(1);
		await (await opened([row])).claim(row);
		expect(world.values.valuesOf('w')).not.toContainEqual(expect.stringMatching(/^once|^for good/));
	});

	it('knows a row by its recipient alone, without numbers, and for good', async () => {
		const once = 'onlyOnce' as 'goOn';
		const all = rows(2, (index) => ({
			...{ channel: 'call', customerPhone: '+13035550001' },
			customerName: `${index}`,
		}));
		const n8n = execution({ isOld: true });
		const ledger = await opened(all, n8n, once);
		await ledger.claim(all[0]);
		ledger.settle(all[0], PLACED);
		expect(await ledger.claim(all[1])).toEqual({ isNew: false, outcome: PLACED });
		await ledger.close(n8n.context, GOOD);
		const next = await opened(all, execution(), once);
		expect(await next.claim(all[1])).toEqual({ isNew: false, isDone: true });
	});
});

describe('a claim that nothing came of', () => {
	it('is handed back: a new one is new to others', async () => {
		const [one] = rows(1);
		const ledger = await opened([one]);
		const claim = await ledger.claim(one);
		ledger.sending(one, DOUBT);
		await ledger.giveBack(one, claim);
		expect(ledger.has(0)).toBe(false);
		expect(await (await opened([one])).claim(one)).toEqual({ isNew: true });
	});

	it('leaves what is known as it is', async () => {
		const [one] = rows(1);
		const first = await opened([one]);
		await first.claim(one);
		first.settle(one, DOUBT);
		const second = await opened([one]);
		await second.giveBack(one, await second.claim(one));
		expect(await (await opened([one])).claim(one)).toEqual({ isNew: false, outcome: DOUBT });
	});
});

describe('where the store fails', () => {
	const broken = new Error('disk is full');

	it('no row may be sent, until a later try can write it down', async () => {
		const [one] = rows(1);
		const n8n = execution();
		world.values.failure = broken;
		const ledger = await opened([one], n8n);
		await expect(ledger.claim(one)).rejects.toBe(broken);
		expect(ledger.isForgetful).toBe(false);
		world.values.failure = undefined;
		await ledger.open(n8n.context, [one], 'goOn');
		expect(await ledger.claim(one)).toEqual({ isNew: true });
	});

	it('a row that was not sent is none of the run, and a doubt for others', async () => {
		const [one] = rows(1);
		const ledger = await opened([one]);
		await ledger.claim(one);
		world.values.failure = broken;
		await ledger.release(one);
		await expect(ledger.noteSending()).rejects.toBe(broken);
		expect(ledger.has(0)).toBe(false);
	});
});
