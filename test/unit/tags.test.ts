import { describe, expect, it } from '@jest/globals';

import { Ledger } from '../../nodes/Elemente/createCalls/ledger';
import { tagExecution, tagWhenStopped } from '../../nodes/Elemente/createCalls/tags';

const PLACED = (id: string) => ({ outcome: 'placed', call: { id } }) as const;
const DOUBT = { outcome: 'unknown', sentAt: new Date(0), failure: { kind: 'dropped' } } as const;

function ledgerOf(placed: number, unknown: number): Ledger {
	const ledger = new Ledger();
	for (let at = 0; at < placed + unknown; at++) {
		ledger.settle({ itemIndex: at }, at < placed ? PLACED(`${at}`) : DOUBT);
	}
	return ledger;
}

/** An execution, with its tags. */
function execution() {
	const tags = new Map<string, string>();
	const stop = new AbortController();
	const context = {
		customData: { set: (key: string, value: string) => void tags.set(key, value) },
		getExecutionCancelSignal: () => stop.signal,
	} as unknown as Parameters<typeof tagExecution>[0];
	return { tags, context, stop };
}

describe('the tags of an execution', () => {
	it.each([
		[0, 0, { elementePlaced: '0' }],
		[2, 0, { elementePlaced: '2' }],
		[2, 1, { elementePlaced: '2', elementeUnknown: '1' }],
		[0, 3, { elementePlaced: '0', elementeUnknown: '3' }],
	])('say how many calls were placed (%i) and are in doubt (%i)', (placed, unknown, wanted) => {
		const { tags, context } = execution();
		tagExecution(context, ledgerOf(placed, unknown));
		expect(Object.fromEntries(tags)).toEqual(wanted);
	});

	it('are written when it is stopped, as it is then, and not before', () => {
		const { tags, context, stop } = execution();
		const ledger = ledgerOf(1, 0);
		tagWhenStopped(context, ledger);
		expect(tags.size).toBe(0);
		ledger.settle({ itemIndex: 1 }, PLACED('1'));
		stop.abort();
		expect(tags.get('elementePlaced')).toBe('2');
	});

	it.each([undefined, {}, { set: 'x' }])('are none in an n8n that has %p', (customData) => {
		const context = { customData, getExecutionCancelSignal: () => undefined } as never;
		tagExecution(context, ledgerOf(1, 1));
		tagWhenStopped(context, ledgerOf(1, 1));
	});
});
