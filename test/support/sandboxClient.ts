import { startSandbox } from '../../sandbox/server';
import type { Agent, Call } from '../../sandbox/openapi.d';

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** What the vendor's reference sends, copied by hand: the specification must not be tested against itself. */
export const documentedRequest = {
	agentId: '123e4567-e89b-12d3-a456-426614174000',
	agentOverride: {
		name: 'John Doe',
		phone: '+12673624524',
		imageURL: 'https://example.com/image.jpg',
		language: 'en-US',
		voiceStability: 0.5,
		voiceSpeed: 1.5,
		prompt: {
			initialMessage:
				'Hello {{firstName}}, My name is {{aiName}}. I am calling you about your order ID {{Order ID}}',
			prompt:
				'Your sponsibility is to notify the customer: {{firstName}} about his  order ID {{Order ID}} and the total cost  of {{Order Amount}}  with delivery date {{Delivery Date}}. That is all',
			routingConditions: { priority: 'high' },
		},
	},
	channel: 'call',
	skillId: '123e4567-e89b-12d3-a456-426614174000',
	customerOverride: {
		firstName: 'John',
		lastName: 'Doe',
		phoneNumber: '+1234567890',
		email: 'admin@email.com',
		language: 'en-US',
		customFields: [
			{ name: 'Order ID', value: '12345' },
			{ name: 'Order Date', value: '2025-03-12' },
			{ name: 'Order Amount', value: 150.75 },
			{ name: 'Active Status', value: true },
		],
	},
	customerName: 'John Does',
	customerPhone: '+1234567890',
	customerEmail: 'customer@email.com',
};

/** A create request with nothing optional but whom to contact. */
export function minimalRequest(to: string, extra: object = {}) {
	const { agentId, skillId } = documentedRequest;
	const whom = to.includes('@')
		? { channel: 'email', customerEmail: to }
		: { channel: 'call', customerPhone: to };
	return { agentId, skillId, customerOverride: {}, ...whom, ...extra };
}

/** The same with a row number, as a spreadsheet's rows have. */
export function rowRequest(to: string, row: number) {
	return minimalRequest(to, { customerOverride: { customFields: [{ name: 'Row', value: row }] } });
}

/** A client that takes every answer as it comes: nothing retried, nothing followed. */
export class Client {
	constructor(private readonly sandbox: Sandbox) {}

	async send(method: string, path: string, body?: unknown, init: RequestInit = {}) {
		const { url, username, password } = this.sandbox;
		const response = await fetch(`${url}${path}`, {
			method,
			redirect: 'manual',
			body: body === undefined ? undefined : JSON.stringify(body),
			headers: {
				authorization: `Basic ${btoa(`${username}:${password}`)}`,
				'content-type': 'application/json',
			},
			...init,
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.includes('json');
		return {
			status: response.status,
			headers: response.headers,
			text,
			json: isJson ? JSON.parse(text) : undefined,
		};
	}

	async create(body: unknown, init?: RequestInit) {
		return await this.send('POST', '/api/v1/calls', body, init);
	}

	/** Places a call to `to` and returns it; for calls that nothing goes wrong with. */
	async placed(to: string, extra?: object): Promise<Call> {
		const { status, json, text } = await this.create(minimalRequest(to, extra));
		if (status !== 200) throw new Error(text);
		return json;
	}

	async call(id: string): Promise<Call> {
		return (await this.send('GET', `/api/v1/calls/${id}`)).json;
	}

	async calls(query = ''): Promise<Call[]> {
		return (await this.send('GET', `/api/v1/calls${query}`)).json;
	}

	async agents(query = ''): Promise<Agent[]> {
		return (await this.send('GET', `/api/v1/agents${query}`)).json;
	}
}
