import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { type CallChange, HOUR_MS, findChanges, hoursOpen, openElsewhere } from './changes';
import { type TriggerMemory, readMemory, writeMemory } from './memory';
import { MOST_STUCK_HOURS, takeStuck } from './stuck';
import { callJson, textOf } from '../api/call';
import { failureBehind, operationError } from '../errors/nodeErrors';
import { CALLS, readApi, withId } from '../api/elementeApi';
import type { Entry } from '../api/list';
import { FINAL_STATUSES } from '../api/statuses';

/** Hours of calls that are read at least. Two are needed: see `windowHours`. */
const SHORTEST_WINDOW = 3;
/** Longest outage that is caught up, in hours: a week. */
const LONGEST_WINDOW = 7 * 24;
/** The first poll looks further back, for calls that are still going on. */
const FIRST_WINDOW = 24;

/** Calls older than the window that are looked up in one poll, and how many at a time. */
const MOST_LOOK_UPS = 50;
const LOOK_UPS_AT_A_TIME = 5;

const MAX_TRIES = 4;
const TEST_EVENTS = 5;

interface Settings {
	event: 'callEnded' | 'statusChanged' | 'callStuck';
	/** Of Call Stuck: how long a call is without a final status */
	hours: number;
	channels: string[];
	statuses: string[];
	simplify: boolean;
}

const EMPTY_MEMORY: TriggerMemory = {
	polledAt: 0,
	watchesStuck: false,
	open: new Map(),
	ended: new Map(),
};

/**
 * One poll of the trigger.
 *
 * @returns the calls that have changed since the last poll; null when none has, and at the first poll, which only
 *   learns what there is
 * @throws NodeApiError when the API cannot be read. What is remembered stays as it was, so that the next poll catches up.
 */
export async function pollCalls(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const settings = settingsOf(this);
	if (this.getMode() === 'manual') return [await recentCalls(this, settings)];

	const data = this.getWorkflowStaticData('node');
	const written = data.memory;
	const memory = readMemory(written);
	const now = Date.now();
	const hrs = memory ? windowHours(now - memory.polledAt) : FIRST_WINDOW;
	const calls = await readApi(this, CALLS, { hrs }, MAX_TRIES);
	if (memory) await lookUp(this, memory, calls);
	const before = memory ?? EMPTY_MEMORY;
	const found = findChanges(before, calls, { now, hrs });
	if (settings.event === 'callStuck') {
		found.changes = await stuckCalls(this, settings, found.memory, calls, now);
	}
	found.memory.watchesStuck = settings.event === 'callStuck';
	// What was stuck already when this event was chosen is history, as is all that the first poll finds.
	const isNews = memory !== undefined && (memory.watchesStuck || !found.memory.watchesStuck);
	const changes = isNews ? await wanted(this, settings, memory, found.changes, hrs, now) : [];

	// A poll that began later has been faster, and has handed over these changes already.
	if (data.memory !== written) return null;
	data.memory = writeMemory(found.memory);
	return changes.length > 0 ? [changes.map((change) => toItem(change, settings))] : null;
}

/**
 * How many hours of calls to read so that none is missed: the time since the last successful poll and an hour more.
 * The API counts them on its own clock, n8n only measures how long ago the last poll was: the two clocks need not agree.
 *
 * The window never begins before the one of the poll before it: that one went back `SHORTEST_WINDOW` hours at least,
 * this one less than two hours beyond the last poll. So a call that was seen ended is still remembered as such.
 *
 * @param elapsedMs since the last successful poll; negative when n8n's clock was set back, which says nothing then
 */
function windowHours(elapsedMs: number): number {
	if (elapsedMs < 0) return FIRST_WINDOW;
	const hours = Math.ceil(elapsedMs / HOUR_MS) + 1;
	return Math.min(LONGEST_WINDOW, Math.max(SHORTEST_WINDOW, hours));
}

/**
 * Adds to `calls` those that have not ended and are older than the window. A look-up that fails is left for the next
 * poll: one call must not hold up all others. A call that is gone is forgotten.
 */
async function lookUp(context: IPollFunctions, memory: TriggerMemory, calls: Entry[]) {
	const ids = openElsewhere(memory, calls).slice(-MOST_LOOK_UPS);
	while (ids.length > 0) {
		const looks = ids.splice(0, LOOK_UPS_AT_A_TIME).map(async (id) => {
			try {
				calls.push(...(await readApi(context, withId(CALLS, id), {}, 1)));
			} catch (error) {
				if (failureBehind(error).kind === 'notFound') memory.open.delete(id);
			}
		});
		await Promise.all(looks);
	}
}

/** The calls that this poll finds stuck. They are marked in `memory`, whatever the filters let through. */
async function stuckCalls(
	context: IPollFunctions,
	{ hours }: Settings,
	memory: TriggerMemory,
	calls: Entry[],
	now: number,
): Promise<CallChange[]> {
	const stuck = await takeStuck(
		memory,
		calls,
		{ now, hours },
		async (hrs) => await readApi(context, CALLS, { hrs }, MAX_TRIES),
	);
	return stuck.map((call) => ({ call }));
}

/** The changes that the settings ask for. */
async function wanted(
	context: IPollFunctions,
	settings: Settings,
	memory: TriggerMemory,
	changes: CallChange[],
	hrs: number,
	now: number,
): Promise<CallChange[]> {
	const chosen = changes.filter((change) => isChosen(change, settings));
	if (settings.channels.length === 0 || chosen.length === 0) return chosen;
	// A call does not say its channel: the API is asked which calls are on it. All calls are remembered whatever their
	// channel, so that a filter that is changed later does not bring up old ones.
	const oldest = Math.max(hrs, ...chosen.map(({ call }) => hoursOpen(memory, call.id, now)));
	const onChannels = await readChannels(context, settings, oldest + 1);
	const ids = new Set(onChannels.map(({ id }) => id));
	return chosen.filter(({ call }) => ids.has(call.id));
}

function isChosen({ call, before }: CallChange, { event, statuses }: Settings): boolean {
	if (statuses.length > 0 && !statuses.includes(textOf(call.status))) return false;
	if (event === 'callStuck') return !FINAL_STATUSES.has(call.status);
	return event !== 'callEnded' || (FINAL_STATUSES.has(call.status) && !FINAL_STATUSES.has(before));
}

async function readChannels(context: IPollFunctions, { channels }: Settings, hrs: number) {
	const queries: IDataObject[] =
		channels.length > 0 ? channels.map((channel) => ({ channel })) : [{}];
	const lists = await Promise.all(
		queries.map(async (query) => await readApi(context, CALLS, { hrs, ...query }, MAX_TRIES)),
	);
	return lists.flat();
}

/**
 * Fetch Test Event: real calls, as few as a test needs. Remembers nothing. For Call Stuck, calls that have not ended
 * stand in for stuck ones, which most of the time there are none of.
 */
async function recentCalls(context: IPollFunctions, settings: Settings) {
	for (const hrs of [FIRST_WINDOW, LONGEST_WINDOW]) {
		const calls = await readChannels(context, settings, hrs);
		const chosen = calls.map((call) => ({ call })).filter((change) => isChosen(change, settings));
		if (chosen.length > 0) {
			return chosen.slice(0, TEST_EVENTS).map((change) => toItem(change, settings));
		}
	}
	throw operationError(
		context.getNode(),
		'There is no call to show: none of the last 7 days fits the event and the filters',
		'Place a call with the Elemente node and wait until it has ended, or change the filters. The trigger itself works without this test.',
	);
}

function toItem({ call, before }: CallChange, { event, simplify }: Settings): INodeExecutionData {
	const json = callJson(call, simplify);
	return { json: event === 'statusChanged' ? { ...json, previousStatus: before ?? null } : json };
}

function settingsOf(context: IPollFunctions): Settings {
	const filters = context.getNodeParameter('filters', {}) as {
		channels?: string[];
		statuses?: string[];
	};
	const event = context.getNodeParameter('event', 'callEnded') as Settings['event'];
	return {
		event,
		hours: event === 'callStuck' ? stuckHours(context) : 0,
		channels: filters.channels ?? [],
		statuses: filters.statuses ?? [],
		simplify: context.getNodeParameter('simplify', true) as boolean,
	};
}

/** @throws NodeOperationError when it is not a whole number of hours that the trigger can count. */
function stuckHours(context: IPollFunctions): number {
	const hours = context.getNodeParameter('hours', 24);
	const isGood = Number.isInteger(hours) && Number(hours) >= 1 && Number(hours) <= MOST_STUCK_HOURS;
	if (isGood) return Number(hours);
	throw operationError(
		context.getNode(),
		`Hours "${String(hours)}" is not a whole number from 1 to ${MOST_STUCK_HOURS}`,
		'Enter after how many hours without a final status a call counts as stuck, for example 24.',
	);
}
