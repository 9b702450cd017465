import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { CheckedRow } from '../../nodes/Elemente/createCalls/checkRows';
import { Ledger } from '../../nodes/Elemente/createCalls/ledger';
import type { Setup } from '../../nodes/Elemente/createCalls/placing';
import type { RequestSettings } from '../../nodes/Elemente/createCalls/settings';
import { ExecutionInN8n } from './execution';
import { World } from './memoryWorld';

/** What the API does with a request: gives a body, or a status, or ends it with an error. */
type Answer = object | number | Error;

export const AGENT = { agentId: 'a', skillId: 's', channel: 'call' };

/** A row that calls a number of its own. */
export function rowTo(itemIndex: number, body: IDataObject = {}): CheckedRow {
	const customerPhone = `+1303555${String(itemIndex).padStart(4, '0')}`;
	return {
		...{ itemIndex, problems: [], body: { ...AGENT, customerPhone, ...body } },
		context: { getNodeParameter: () => '' },
	} as unknown as CheckedRow;
}

let runs = 0;

/** A run of Call → Create whose API answers from this process, in the time of a promise. */
export class RunInMemory {
	/** The rows that were sent, by item index, in their order; the ids of the calls that were looked at */
	readonly sent: number[] = [];

	readonly lookedAt: string[] = [];

	/** Of each row, one answer for each time that it is sent; then, and for the other rows, its call */
	readonly answers = new Map<number, Array<Answer | Promise<Answer>>>();

	/** The list of calls, and what a look at one of them gives */
	list: Answer | Promise<Answer> = [];

	ofCall: (id: string) => Answer = (id) => ({ id, status: 'completed' });

	/** What rules hold back, by item index, and what they were told of */
	heldBack: (itemIndex: number) => unknown = () => undefined;

	readonly noted: unknown[] = [];

	readonly n8n: ExecutionInN8n;

	readonly ledger = new Ledger();

	/** Lines of the account */
	lines = 0;

	onTheirWay = 0;

	most = 0;

	/** The user of its credential */
	account = `user ${++runs}`;

	constructor(
		readonly rows: CheckedRow[],
		private readonly settings: Partial<RequestSettings> = {},
		readonly world = new World(),
		workflow = `in memory ${runs}`,
	) {
		this.n8n = new ExecutionInN8n(world, { id: String(1_000 + runs), workflow });
	}

	async setup(stopAtFailure = false): Promise<Setup> {
		const { rows, n8n, ledger, heldBack } = this;
		const settings = {
			...{ whenRunAgain: 'goOn', maxConcurrentCalls: 1, batchSize: 50, batchIntervalMs: 0 },
			...{ request: { timeout: 5_000 }, ...this.settings },
		} as RequestSettings;
		const context = {
			...n8n.context,
			getCredentials: async () => ({
				baseUrl: 'http://api',
				username: this.account,
				lines: this.lines,
			}),
			helpers: {
				...n8n.context.helpers,
				httpRequestWithAuthentication: async (_: string, request: IDataObject) =>
					await this.request(request),
			},
		} as unknown as IExecuteFunctions;
		await ledger.open(context, rows, settings.whenRunAgain);
		const plan = { request: { method: 'POST', url: '/api/v1/calls' } };
		const rules = {
			heldBack: (itemIndex: number) => heldBack(itemIndex),
			note: (outcome: unknown) => void this.noted.push(outcome),
		};
		return { context, plan, settings, rules, ledger, stopAtFailure } as unknown as Setup;
	}

	private async request({ method, url, body }: IDataObject) {
		this.most = Math.max(this.most, ++this.onTheirWay);
		try {
			if (!['POST', 'GET', undefined].includes(method as string)) throw new Error('No method');
			const answer =
				method === 'POST'
					? await this.create(body as IDataObject)
					: await this.read(String(url).split('/').slice(4));
			if (answer instanceof Error) throw answer;
			const isStatus = typeof answer === 'number';
			const headers = { 'retry-after': '0' };
			return { statusCode: isStatus ? answer : 200, headers, body: isStatus ? {} : answer };
		} finally {
			this.onTheirWay--;
		}
	}

	private async create({ customerPhone }: IDataObject): Promise<Answer> {
		const itemIndex = Number(String(customerPhone).slice(-4));
		this.sent.push(itemIndex);
		const answer = this.answers.get(itemIndex)?.shift();
		return (await answer) ?? { id: `call ${itemIndex}`, status: 'queued' };
	}

	private async read([id]: string[]): Promise<Answer> {
		if (id === undefined) return await this.list;
		this.lookedAt.push(decodeURIComponent(id));
		return this.ofCall(decodeURIComponent(id));
	}
}
