import type { IDataObject } from 'n8n-workflow';

import { DAYS } from '../../../nodes/Elemente/createCalls/callingHours';
import { namesIn } from './saved';
import { createParameters } from '../engine';
import { place, placeEnded, runOperation } from '../operation';
import type { Sandbox } from '../sandbox';
import { ActiveTrigger, hoursAhead } from '../trigger';
import { GAP } from './interfaceFile';

const UNKNOWN_CALL = '00000000-0000-4000-8000-000000000000';
/** Open for a minute in three days. */
const NEVER_OPEN = {
	callingHours: {
		hours: {
			...{ from: '00:00', to: '00:01', timeZone: 'UTC' },
			days: [DAYS[(new Date().getUTCDay() + 2) % 7]],
		},
	},
};
const WAITING = { waitForCompletion: true };

/** For each operation what it is run with, by what comes out. */
function runsOf(sandbox: Sandbox, callId: string): Record<string, Record<string, IDataObject>> {
	const create = createParameters(sandbox, { customerPhone: '+13035550001' });
	const agentId = { __rl: true, mode: 'id', value: sandbox.agents[0].id };
	return {
		'call/create': {
			gives: create,
			'gives after waiting': { ...create, ...WAITING },
			'gives of a message': { ...create, ...WAITING, options: { output: 'messages' } },
			'gives of a bad row': { ...create, customerPhone: 'n/a' },
			'gives of a row held back': { ...create, contactRules: { doNotContact: '+13035550001' } },
			'gives of a row out of hours': { ...create, contactRules: NEVER_OPEN },
			'gives with Check Only': { ...create, options: { checkOnly: true } },
		},
		'call/get': {
			gives: { callId },
			'gives after waiting': { callId, ...WAITING },
			'gives of a message': { callId, output: 'messages' },
			'gives of a bad row': { callId: UNKNOWN_CALL },
		},
		'call/getAll': { gives: {}, 'gives of a message': { output: 'messages' } },
		'call/getRecording': { gives: { callId } },
		'call/update': { gives: { callId, updateFields: { note: 'Called back' } } },
		'agent/create': { gives: { name: 'Order Desk' } },
		'agent/get': { gives: { agentId } },
		'agent/getAll': { gives: {} },
	};
}

/** The fields that come out with Simplify on, of messages, and of what could not be done: what else there is is Elemente's. */
export async function outputLines(sandbox: Sandbox): Promise<string[]> {
	const [{ id }] = await placeEnded(sandbox, '+13035550009');
	const lines: string[] = [];
	for (const [owner, runs] of Object.entries(runsOf(sandbox, id))) {
		const [resource, operation] = owner.split('/');
		for (const [output, parameters] of Object.entries(runs)) {
			const { items } = await runOperation(sandbox, { resource, operation, ...parameters }, [{}], {
				onError: 'continueRegularOutput',
			});
			lines.push(lineOf(owner, output, items));
		}
	}
	for (const event of ['callEnded', 'statusChanged', 'callStuck']) {
		lines.push(lineOf('elementeTrigger', `gives for ${event}`, await triggered(sandbox, event)));
	}
	return lines;
}

async function triggered(sandbox: Sandbox, event: string) {
	const trigger = new ActiveTrigger(sandbox, { event });
	await trigger.poll();
	// The second one's call never ends.
	await place(sandbox, '+13035550001', '+12025550108');
	sandbox.advance(600);
	const items = await trigger.poll();
	return event === 'callStuck' ? await hoursAhead(25, async () => await trigger.poll()) : items;
}

function lineOf(owner: string, output: string, items: Array<{ json: object; binary?: object }>) {
	if (items.length === 0) throw new Error(`${owner} ${output} nothing`);
	const names = new Set([
		...namesIn(items.map(({ json }) => json)),
		...items.flatMap(({ binary = {} }) => Object.keys(binary).map((name) => `binary ${name}`)),
	]);
	return [owner, output, [...names].sort().join(', ')].join(GAP);
}
