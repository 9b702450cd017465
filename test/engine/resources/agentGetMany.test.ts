import { describe, expect, it } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { reads, runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

async function getMany(more: IDataObject = {}, rows: IDataObject[] = [{}]) {
	const parameters = { resource: 'agent', operation: 'getAll', ...more };
	return await runOperation(sandbox.current, parameters, rows);
}

describe('Agent → Get Many', () => {
	it('pages to the end with Return All', async () => {
		sandbox.current.agents.push(
			...Array.from({ length: 170 }, (_, index) => ({
				id: `more-${index}`,
				name: `More ${index}`,
			})),
		);
		const { items } = await getMany({ returnAll: true });
		expect(items.map(({ json }) => json.id)).toEqual(sandbox.current.agents.map(({ id }) => id));
		expect(reads(sandbox.current).map(({ query }) => query)).toEqual([
			{ limit: '100', page: '1' },
			{ limit: '100', page: '2' },
			{ limit: '100', page: '3' },
		]);
		sandbox.current.agents.splice(45);
	});

	it('pages on when the API gives fewer on a page than asked for, and stops when it repeats itself', async () => {
		const page = (from: number, to: number) => sandbox.current.agents.slice(from, to);
		for (const body of [page(0, 10), page(10, 20), page(20, 23)]) {
			sandbox.current.inject({ method: 'GET', body });
		}
		expect((await getMany({ returnAll: true })).items).toHaveLength(23);
		expect(reads(sandbox.current)).toHaveLength(3);

		sandbox.current.reset();
		sandbox.current.inject({ method: 'GET', times: Infinity, body: page(0, 10) });
		expect((await getMany({ returnAll: true })).items).toHaveLength(10);
		expect(reads(sandbox.current)).toHaveLength(2);
	});

	it('gives up to Limit and asks for no more', async () => {
		expect((await getMany({ limit: 7 })).items).toHaveLength(7);
		expect(reads(sandbox.current).map(({ query }) => query)).toEqual([{ limit: '7', page: '1' }]);
		expect((await getMany()).items).toHaveLength(45);
	});

	it('links the agents to their row', async () => {
		const { items } = await getMany({ limit: 2 }, [{}, {}]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 0, 1, 1].map((item) => ({ item })),
		);
	});

	it('retries one page without starting over', async () => {
		sandbox.current.inject({
			method: 'GET',
			status: 500,
			match: ({ query }) => query.page === '2',
		});
		const { items } = await getMany({ returnAll: true, limit: 100 });
		expect(items).toHaveLength(45);
		expect(reads(sandbox.current).map(({ query }) => query.page)).toEqual(['1', '2', '2']);
	});

	it('refuses a negative limit', async () => {
		const { error } = await getMany({ limit: -5 });
		expect(error?.message).toBe('Row 1: Limit "-5" is not a whole number above 0');
	});
});
