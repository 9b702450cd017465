import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { IExecuteFunctions, INodeProperties, PreSendAction } from 'n8n-workflow';

import { EMPTY_ROW, checkRows } from '../../nodes/Elemente/createCalls/checkRows';
import { planRequest } from '../../nodes/Elemente/createCalls/requestPlan';
import { RowProblem, checkTogether } from '../../nodes/Elemente/rows/problems';
import { rowOf } from '../support/row';
import { watchForTurn } from '../support/turnOfOthers';

const refuseEmpty = (property: string): PreSendAction =>
	async function (request) {
		const body = request.body as Record<string, unknown>;
		if (!body[property]) throw new RowProblem(this, `${property} is empty`, 'Fill it in.');
		return request;
	};

const field = (name: string, ...preSend: PreSendAction[]): INodeProperties => ({
	...{ displayName: name, name, type: 'string', default: '' },
	routing: { send: { property: name, type: 'body', preSend } },
});

const FIELDS = checkTogether([field('name'), field('phone', refuseEmpty('phone'))]);

/** Checks rows with the node set so: a text that begins with `=` is the name of a column. */
async function check(written: Record<string, string>, rows: Array<Record<string, string>>) {
	const node = rowOf(written).getNode();
	const context = {
		getNode: () => node,
		getExecutionCancelSignal: () => undefined,
		getInputData: () => rows.map((json) => ({ json })),
		getNodeParameter: (name: string, row: number) =>
			written[name].startsWith('=') ? rows[row][written[name].slice(1)] : written[name],
	} as unknown as IExecuteFunctions;
	const items = rows.map((json) => ({ json }));
	return await checkRows(context, planRequest(node, FIELDS), items);
}

const BY_COLUMNS = { name: '=Name', phone: '=Phone' };

describe('the check of all rows before one is sent', () => {
	it('tells of each what is wrong with it, and which row it is', async () => {
		const rows = await check(BY_COLUMNS, [
			{ Name: 'Ada', Phone: '1' },
			{ Name: 'Bo', Phone: '' },
		]);
		const problems = rows.map((row) => row.problems.map(({ message }) => message));
		expect(problems).toEqual([[], ['Row 2: phone is empty']]);
	});

	it('says of a row without data that it is empty, and nothing else', async () => {
		const rows = await check(BY_COLUMNS, [{ Name: ' ', Phone: '' }]);
		expect(rows[0].problems.map(({ message }) => message)).toEqual([`Row 1: ${EMPTY_ROW}`]);
	});

	it('has nothing against a row without data where the node itself says whom to contact', async () => {
		const rows = await check({ name: '=Name', phone: '1' }, [{ Name: '' }]);
		expect(rows[0].problems).toEqual([]);
	});
});

describe('a long list', () => {
	afterEach(() => void jest.restoreAllMocks());

	/** Whether others had their turn during the check of so many rows, each of which takes so many milliseconds. */
	async function othersHadTheirTurn(rows: number, msPerRow: number) {
		let now = 1000;
		jest.spyOn(performance, 'now').mockImplementation(() => (now += msPerRow));
		const hadTurn = watchForTurn();
		const row = { Name: 'Ada', Phone: '1' };
		await check(BY_COLUMNS, Array<typeof row>(rows).fill(row));
		return hadTurn();
	}

	it.each([
		...[[1, 24, false] as const, [1, 25, true] as const],
		...[[2, 12, false] as const, [2, 13, true] as const, [50, 0, false] as const],
	])('of %d rows that take %d ms each leaves n8n its turn: %s', async (rows, ms, expected) => {
		expect(await othersHadTheirTurn(rows, ms)).toBe(expected);
	});
});
