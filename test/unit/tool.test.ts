import { describe, expect, it } from '@jest/globals';
import type { IExecuteData, INode } from 'n8n-workflow';

import { mayBeCreated } from '../../nodes/Elemente/rows/createOnce';
import { memoryOfRuns } from '../../nodes/Elemente/rows/runMemory';
import { ASKED_TWICE, answersModel, isTool, requestKey } from '../../nodes/Elemente/rows/tool';
import { rowOf } from '../support/row';

const NODE = rowOf().getNode();
const TOOL: INode = {
	...{ ...NODE, type: `${NODE.type}Tool` },
	credentials: { elementeApi: { id: 'account', name: 'Elemente' } },
};

describe('the tool of a model', () => {
	it('is known by its type', () => {
		expect(isTool(TOOL)).toBe(true);
		expect(isTool(NODE)).toBe(false);
		expect(isTool({ type: 'n8n-nodes-elemente.elementeToolbox' })).toBe(false);
	});

	it.each<[Partial<INode>, boolean]>([
		[{}, true],
		[{ onError: 'continueErrorOutput', rewireOutputLogTo: 'ai_tool' }, true],
		[{ rewireOutputLogTo: 'ai_tool' }, true],
		[{ onError: 'stopWorkflow' }, true],
		[{ onError: 'stopWorkflow', rewireOutputLogTo: 'ai_tool' }, false],
	])('with %j lets its model read what failed: %j', (settings, isRead) => {
		expect(answersModel({ ...TOOL, ...settings })).toBe(isRead);
		expect(answersModel({ ...NODE, ...settings })).toBe(false);
	});

	it.each<[string | undefined, string]>([
		['w1', '["w1","1",["/x",{"a":1,"b":2}]]'],
		['__EMPTY__', '["account",["/x",{"a":1,"b":2}]]'],
		['', '["account",["/x",{"a":1,"b":2}]]'],
		[undefined, '["account",["/x",{"a":1,"b":2}]]'],
	])('of the workflow %j knows a request by itself and where it came from', (id, key) => {
		const context = {
			getNode: () => TOOL,
			getWorkflow: () => ({ id, active: false }) as { id: string; active: boolean },
		};
		expect(requestKey(context, ['/x', { b: 2, a: 1 }])).toBe(key);
	});

	it('without a credential knows a request by itself', () => {
		const context = { getNode: () => NODE, getWorkflow: () => ({ id: '', active: false }) };
		expect(requestKey(context, 1)).toBe('[null,1]');
		const other = { ...NODE, credentials: {} };
		expect(requestKey({ ...context, getNode: () => other }, 1)).toBe('[null,1]');
	});
});

it('a model that asks twice is told that it was done before', () => {
	expect(ASKED_TWICE).toEqual({
		earlierRun: true,
		reason: expect.stringContaining('was not done a second time'),
	});
});

describe('what is remembered of a run', () => {
	it('belongs to that run, over all its tries', () => {
		const memoryOf = memoryOfRuns(() => new Set<string>());
		const [one, other] = [{}, {}] as IExecuteData[];
		memoryOf(one).add('Ada');
		expect([...memoryOf(one)]).toEqual(['Ada']);
		expect([...memoryOf(other)]).toEqual([]);
	});

	it('is what may have been created', () => {
		expect(mayBeCreated({ kind: 'serverError' })).toBe(true);
		expect(mayBeCreated({ kind: 'badRequest' })).toBe(false);
		expect(mayBeCreated({ kind: 'refused' })).toBe(false);
	});
});
