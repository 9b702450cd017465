import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Claim } from '../../nodes/Elemente/createCalls/claims';
import { World } from '../support/memoryWorld';

const HOUR_MS = 3_600_000;
const realNow = Date.now;
let shiftMs = 0;
Date.now = () => realNow() + shiftMs;

afterEach(() => void (shiftMs = 0));

const PLACED = { outcome: 'placed', call: { id: 'call' } } as const;

/** What must be known of a row, by the promise to the user and nothing else. */
interface Expected {
	/** The executions that have met it and do not count as ended well */
	since: number;
	isSure: boolean;
}

type Step =
	| { do: 'start' | 'kill' }
	| { do: 'pass'; hours: number }
	| { do: 'end'; which: number; how: 'well' | 'badly' | 'waits' }
	| { do: 'row'; which: number; key: string; then: 'place' | 'release' | 'doubt' }
	/** Rows that are claimed at once: some are sent, and what nobody came for is handed back, or the process dies first */
	| { do: 'ahead'; which: number; keys: string[]; used: number; dies: boolean };

const steps: fc.Arbitrary<Step[]> = fc.array(
	fc.oneof(
		{ weight: 3, arbitrary: fc.constant({ do: 'start' } as const) },
		{ weight: 1, arbitrary: fc.constant({ do: 'kill' } as const) },
		{
			weight: 1,
			arbitrary: fc.record({ do: fc.constant('pass' as const), hours: fc.constantFrom(1, 50) }),
		},
		{
			weight: 3,
			arbitrary: fc.record({
				do: fc.constant('end' as const),
				which: fc.nat(3),
				how: fc.constantFrom('well' as const, 'badly' as const, 'waits' as const),
			}),
		},
		{
			weight: 8,
			arbitrary: fc.record({
				do: fc.constant('row' as const),
				which: fc.nat(3),
				key: fc.constantFrom('a', 'b', 'c', 'd'),
				then: fc.constantFrom(
					'place' as const,
					'place' as const,
					'release' as const,
					'doubt' as const,
				),
			}),
		},
		{
			weight: 3,
			arbitrary: fc.record({
				do: fc.constant('ahead' as const),
				which: fc.nat(3),
				keys: fc.shuffledSubarray(['a', 'b', 'c', 'd'], { minLength: 2 }),
				used: fc.nat(3),
				dies: fc.boolean(),
			}),
		},
	),
	{ minLength: 5, maxLength: 40 },
);

describe('what a node remembers of its rows', () => {
	it('a row is sent again only when every execution that met it has ended well, or two days have gone', async () => {
		await fc.assert(
			fc.asyncProperty(steps, async (all) => {
				shiftMs = 0;
				const world = new World();
				const model = new Model(all.every(isPlain));
				for (const step of all) await take(step, world, model);
			}),
			{ numRuns: 500 },
		);
	}, 120_000);
});

describe('a row that an execution placed which waits', () => {
	/** An execution has placed the row and waits; another meets the row, and `end` becomes of it; and one three hours later. */
	async function isNewAfter(end: (world: World, id: string) => Promise<void>) {
		const world = new World();
		const ask = async () => {
			const id = await world.start();
			return { id, claim: await world.memory.claim('Ana', world.running.get(id)!, false) };
		};
		const { id: first } = await ask();
		world.memory.settle('Ana', PLACED);
		await world.end(first, 'waits');
		const { id, claim } = await ask();
		expect(claim.isNew).toBe(false);
		await end(world, id);
		shiftMs += 3 * HOUR_MS;
		return (await ask()).claim;
	}

	it('is known for two days where one that met it has failed', async () => {
		const claim = await isNewAfter(async (world, id) => await world.end(id, 'badly'));
		expect(claim).toEqual({ isNew: false, outcome: PLACED });
	});

	it('is known for two days where the process died while one was under way that met it', async () => {
		const claim = await isNewAfter(async (world) => world.kill());
		expect(claim).toEqual({ isNew: false, isPlaced: true });
	});

	it('is new where one that met it has ended well', async () => {
		const claim = await isNewAfter(async (world, id) => await world.end(id, 'well'));
		expect(claim).toEqual({ isNew: true });
	});
});

describe('where there is always an execution under way', () => {
	/** Each begins before the one before it has ended. @param end how each ends */
	async function relay(
		world: World,
		count: number,
		how: 'well' | 'badly',
		keyOf: (n: number) => string,
		first?: string,
	) {
		const claims = [];
		let before = first ?? (await world.start());
		for (let n = 0; n < count; n++) {
			const id = await world.start();
			claims.push(await world.memory.claim(keyOf(n), world.running.get(id)!, false));
			await world.memory.noteSending();
			world.memory.settle(keyOf(n), PLACED);
			await world.end(before, how);
			before = id;
			shiftMs += HOUR_MS / 60;
		}
		return { claims, last: before };
	}

	it('what was sent before the process died is known, though that began days after the first', async () => {
		const world = new World();
		const [id, other] = [await world.start(), await world.start()];
		const claim = async (key: string, by: string) =>
			await world.memory.claim(key, world.running.get(by)!, false);
		for (let row = 0; row < 40; row++) {
			shiftMs += 3 * HOUR_MS;
			await world.memory.noteSending();
			expect(await claim(`row ${row}`, row % 2 ? id : other)).toEqual({ isNew: true });
			world.memory.settle(`row ${row}`, PLACED);
		}
		world.kill();
		const later = await world.start();
		expect(await claim('row 39', later)).toEqual({ isNew: false, isPlaced: true });
		expect(await claim('row 37', later)).toEqual({ isNew: false, isPlaced: true });
		expect(await claim('row 20', later)).toEqual({ isNew: true });
	});

	it('what ended well is forgotten, in the process and in the store', async () => {
		const world = new World();
		const { last } = await relay(world, 300, 'well', (n) => `row ${n}`);

		expect(world.memory.size).toBeLessThan(10);
		expect(world.values.valuesOf('w').length).toBeLessThan(60);
		await world.end(last, 'well');
		expect(world.memory.isEmpty).toBe(true);
		expect(world.values.valuesOf('w')).toEqual([]);
	});

	it('somebody who comes back after the execution has ended is contacted again', async () => {
		const { claims } = await relay(new World(), 30, 'well', (n) =>
			n % 10 === 0 ? 'Ana' : `row ${n}`,
		);

		expect(claims.map(({ isNew }) => isNew)).toEqual(Array(30).fill(true));
	});

	it('what failed is known for two days, and no longer', async () => {
		const world = new World();
		const { last } = await relay(world, 60, 'badly', (n) => `row ${n}`);
		const ask = async (id: string, key: string) =>
			(await world.memory.claim(key, world.running.get(id)!, false)).isNew;
		expect(await ask(last, 'row 5')).toBe(false);
		shiftMs += 49 * HOUR_MS;
		const later = await relay(world, 3, 'well', (n) => `later ${n}`, last);

		expect(world.memory.size).toBeLessThan(15);
		expect(await ask(later.last, 'row 7')).toBe(true);
	});

	it('what failed and was run again to a good end is forgotten', async () => {
		const world = new World();
		const always = await world.start();
		const send = async (how: 'well' | 'badly') => {
			const id = await world.start();
			const { isNew } = await world.memory.claim('Ana', world.running.get(id)!, false);
			if (isNew) world.memory.settle('Ana', PLACED);
			await world.end(id, how);
			return isNew;
		};
		expect([await send('badly'), await send('badly'), await send('well')]).toEqual([
			true,
			false,
			false,
		]);
		await world.end(always, 'well');

		expect(await send('well')).toBe(true);
	});

	it('what failed is not forgotten because one that was under way with it has ended well', async () => {
		const world = new World();
		const [well, badly] = [await world.start(), await world.start()];
		for (const id of [well, badly]) {
			const { isNew } = await world.memory.claim('Ana', world.running.get(id)!, false);
			if (isNew) world.memory.settle('Ana', PLACED);
		}
		await world.end(badly, 'badly');
		await world.end(well, 'well');
		const next = await world.start();

		expect((await world.memory.claim('Ana', world.running.get(next)!, false)).isNew).toBe(false);
	});

	it('what another one needs that was under way with it is known to that one', async () => {
		const world = new World();
		const [one, two] = [await world.start(), await world.start()];
		await world.memory.claim('Ana', world.running.get(one)!, false);
		world.memory.settle('Ana', PLACED);
		await world.end(one, 'well');
		const three = await world.start();
		const claim = await world.memory.claim('Ana', world.running.get(two)!, false);
		await world.end(two, 'well');

		expect(claim.isNew).toBe(false);
		expect((await world.memory.claim('Ana', world.running.get(three)!, false)).isNew).toBe(false);
	});
});

/** The promise, in the simplest words: which rows are known, and how surely. */
class Model {
	readonly known = new Map<string, Expected>();

	/** Rows met by the executions that overlap, and how those have ended */
	met = new Map<string, Set<string>>();

	private well = new Set<string>();

	private bad = new Set<string>();

	private doubts = new Set<string>();

	/** Those that have ended well, and who was under way with them and still is */
	private ended: Array<{ keys: Set<string>; others: Set<string>; begun: number }> = [];

	/** The beginnings of executions and the ends of those that failed with a row, in one order */
	private order = 0;

	private readonly begun = new Map<string, number>();

	private readonly failed = new Map<string, number>();

	/** @param isPlain nothing waits and nothing is in doubt, which is known for longer than it need be */
	constructor(readonly isPlain: boolean) {}

	expectation(key: string): 'known' | 'new' | 'either' {
		const row = this.known.get(key);
		if (!row) return 'new';
		const hours = (Date.now() - row.since) / HOUR_MS;
		if (hours >= 49) return this.met.size > 1 ? 'either' : 'new';
		return row.isSure && hours < 17 ? 'known' : 'either';
	}

	meet(id: string, key: string, then: (Step & { do: 'row' })['then']): void {
		this.met.get(id)!.add(key);
		if (then === 'doubt') this.doubts.add(key);
		this.known.set(key, { since: Date.now(), isSure: true });
	}

	start(id: string): void {
		this.met.set(id, new Set());
		this.begun.set(id, ++this.order);
	}

	end(id: string, how: 'well' | 'badly' | 'waits'): void {
		const keys = this.met.get(id)!;
		const inDoubt = [...keys].some((key) => this.doubts.has(key));
		this.met.delete(id);
		for (const key of keys) (how === 'well' && !inDoubt ? this.well : this.bad).add(key);
		// Nothing has gone wrong with an execution that waits: how long its rows count is left open here.
		if (how === 'waits') for (const key of keys) this.known.get(key)!.isSure = false;
		const endedWell = how === 'well' && !inDoubt;
		this.order++;
		if (!endedWell) for (const key of keys) this.failed.set(key, this.order);
		const others = new Set(this.met.keys());
		if (endedWell) this.ended.push({ keys, others, begun: this.begun.get(id)! });
		this.loosen(id);
		if (this.met.size > 0) return;
		this.ended = [];
		for (const key of this.well) {
			if (this.bad.has(key)) continue;
			// That an execution waits is noticed by the next one only, and not at all where the process dies first.
			if (how === 'waits') this.known.get(key)!.isSure = false;
			else this.known.delete(key);
		}
		this.well.clear();
		this.bad.clear();
	}

	/** What ended well and nobody needs any more may be forgotten by now, whoever else is under way. */
	private loosen(id: string): void {
		for (const { keys, others, begun } of this.ended) {
			others.delete(id);
			if (others.size > 0) continue;
			for (const key of keys) {
				const row = this.known.get(key);
				if (row && (this.failed.get(key) ?? 0) <= begun) row.isSure = false;
			}
		}
		this.ended = this.ended.filter(({ others }) => others.size > 0);
	}

	kill(): void {
		this.ended = [];
		this.met.clear();
		this.well.clear();
		this.bad.clear();
	}

	forgetDoubt(key: string): void {
		this.doubts.delete(key);
	}
}

async function take(step: Step, world: World, model: Model): Promise<void> {
	const ids = [...world.running.keys()];
	if (step.do === 'start' && ids.length < 3) model.start(await world.start());
	if (step.do === 'kill') {
		world.kill();
		model.kill();
	}
	if (step.do === 'pass' && ids.length === 0) shiftMs += step.hours * HOUR_MS;
	if (ids.length === 0) return;
	if (step.do !== 'end' && step.do !== 'row' && step.do !== 'ahead') return;
	const id = ids[step.which % ids.length];
	if (step.do === 'end') {
		await world.end(id, step.how);
		model.end(id, step.how);
	}
	if (step.do === 'row') {
		const claim = await claimRow(step.key, id, world, model);
		await useClaim(step.key, claim, step.then, id, world, model);
	}
	if (step.do === 'ahead') await claimAhead(step, id, world, model);
}

async function claimRow(key: string, id: string, world: World, model: Model): Promise<Claim> {
	const expected = model.expectation(key);
	const claim = await world.memory.claim(key, world.running.get(id)!, false);
	if (expected === 'known') expect(claim.isNew).toBe(false);
	if (expected === 'new' && model.isPlain) expect(claim.isNew).toBe(true);
	return claim;
}

async function claimAhead(
	{ keys, used, dies }: Step & { do: 'ahead' },
	id: string,
	world: World,
	model: Model,
): Promise<void> {
	const claims = await Promise.all(keys.map(async (key) => await claimRow(key, id, world, model)));
	for (const [at, key] of keys.entries()) {
		const claim = claims[at];
		if (at < used) await useClaim(key, claim, 'place', id, world, model);
		else if (dies || !claim.isNew) model.meet(id, key, 'place');
		if (at < used || dies) continue;
		if (claim.isNew) await world.memory.release(key);
		else world.memory.giveBack(key, claim);
	}
	if (!dies) return;
	world.kill();
	model.kill();
}

async function useClaim(
	key: string,
	claim: Claim,
	then: (Step & { do: 'row' })['then'],
	id: string,
	world: World,
	model: Model,
): Promise<void> {
	if (!claim.isNew) {
		model.meet(id, key, 'place');
		const isInDoubt = 'outcome' in claim && claim.outcome.outcome === 'unknown';
		if (isInDoubt || 'isPlaced' in claim) {
			world.memory.settle(key, PLACED);
			model.forgetDoubt(key);
		}
		return;
	}
	if (then === 'release') return await world.memory.release(key);
	const failure = { kind: 'dropped' } as const;
	world.memory.settle(
		key,
		then === 'place' ? PLACED : { outcome: 'unknown', sentAt: new Date(), failure },
	);
	model.meet(id, key, then);
}

function isPlain(step: Step): boolean {
	const waits = step.do === 'end' && step.how === 'waits';
	return !waits && !(step.do === 'row' && step.then === 'doubt');
}
