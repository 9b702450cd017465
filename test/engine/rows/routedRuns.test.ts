import { describe, expect, it } from '@jest/globals';
import { type IDataObject, type INode, sleep } from 'n8n-workflow';

import { countOfAccounts } from '../../../nodes/Elemente/http/account';
import { runInEngine } from '../../support/engine';
import { reads, runOperation } from '../../support/operation';
import { useSandbox } from '../../support/sandbox';

const sandbox = useSandbox();

const GET = { resource: 'call', operation: 'get', callId: '={{ $json.id }}' };
const CREATE = { resource: 'agent', operation: 'create', name: '={{ $json.name }}' };
const CONTINUE: Partial<INode> = { onError: 'continueRegularOutput' };

const names = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `Ada ${at}` }));

async function run(parameters: IDataObject, rows: IDataObject[], settings: Partial<INode> = {}) {
	return await runOperation(sandbox.current, parameters, rows, settings);
}

/** What an error item says of its row. */
const detailsOf = ({ json }: { json: IDataObject }) => json.details as IDataObject;

describe('what an error item says of its row', () => {
	it.each<[string, IDataObject, object, object]>([
		[
			'that may have been created',
			{ name: 'Ada' },
			{ status: 500 },
			{
				outcome: 'unknown',
				reason: 'serverError',
				whatToDo: expect.stringMatching(
					/^It may have been created all the same: .*Try again later/,
				),
			},
		],
		[
			'that was refused',
			{ name: 'Ada' },
			{ status: 400 },
			{ outcome: 'notPlaced', reason: 'badRequest', whatToDo: expect.stringMatching(/^Correct/) },
		],
		['that is bad', { name: '' }, {}, { outcome: 'notPlaced', reason: 'badRow' }],
	])('%s', async (_what, row, fault, details) => {
		sandbox.current.inject({ method: 'POST', ...fault });
		const { items } = await run(CREATE, [row], CONTINUE);
		expect(detailsOf(items[0])).toMatchObject({ row: 1, ...details });
	});

	it.each([
		['notFound', { status: 404 }, /^Check the IDs/],
		// What creates might have been carried out, with such an answer.
		['noCall', { status: 200, body: '<html>Sign in</html>' }, /^Check the Base URL/],
	])('does not speak of creating where it reads: %s', async (reason, fault, whatToDo) => {
		sandbox.current.inject({ method: 'GET', ...fault });
		const { items } = await run(GET, [{ id: 'a' }], CONTINUE);
		const expected = { row: 1, reason, whatToDo: expect.stringMatching(whatToDo) };
		expect(detailsOf(items[0])).toEqual(expected);
	});
});

describe('a run that n8n’s routing engine serves', () => {
	it('leaves its account when its rows are done', async () => {
		await run(CREATE, names(3));
		await run(GET, [{ id: 'a' }, { id: 'b' }], CONTINUE);
		expect(countOfAccounts()).toBe(0);
	});

	it('asks once more for what certainly was not created', async () => {
		sandbox.current.inject({ method: 'POST', status: 429, headers: { 'retry-after': '1' } });
		const { items } = await run(CREATE, names(1));
		expect(items.map(({ json }) => json.name)).toEqual(['Ada 0']);
		expect(sandbox.current.requests).toHaveLength(2);
	});

	it('reads anew under Retry On Fail, also what was no call', async () => {
		sandbox.current.inject({ method: 'GET', status: 200, body: '<html>Sign in</html>' });
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 };
		const { error } = await run({ resource: 'call', operation: 'getAll' }, [{}], settings);
		expect(error).toBeUndefined();
		expect(reads(sandbox.current)).toHaveLength(2);
	});

	it('follows no redirect', async () => {
		const location = `${sandbox.current.url}/api/v1/agents`;
		sandbox.current.inject({ method: 'GET', status: 302, headers: { location } });
		const { error } = await run(GET, [{ id: 'a' }]);
		expect(error?.message).toContain('redirect to another address');
		expect(reads(sandbox.current)).toHaveLength(1);
	});

	/** How many requests of three rows are under way at the same time, where the account has one line. */
	async function mostAtOnce(method: string, parameters: IDataObject, delayMs: number) {
		let underWay = 0;
		let most = 0;
		sandbox.current.inject({
			...{ method, times: Infinity, delayMs },
			match: () => {
				most = Math.max(most, ++underWay);
				// Over before the answer is: a late timer delays both.
				void sleep(delayMs - 100).then(() => underWay--);
				return true;
			},
		});
		const rows = names(3).map(({ name }) => ({ name, id: name }));
		const credential = { ...sandbox.current, lines: 1 };
		await runInEngine({ credential, parameters, rows, settings: CONTINUE });
		return most;
	}

	it('creates on the lines of the account', async () => {
		expect(await mostAtOnce('POST', CREATE, 400)).toBe(1);
	});

	it('reads without a line', async () => {
		expect(await mostAtOnce('GET', GET, 1_500)).toBeGreaterThan(1);
	});
});
