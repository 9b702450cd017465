/**
 * The statuses that the API knows (API reference, Get calls),
 * whether anything more happens to a call that has one, and then whether a person was reached.
 */
const KNOWN = [
	{ name: 'Answer', value: 'answer', isFinal: false },
	{ name: 'Busy', value: 'busy', isFinal: true, reached: false },
	{ name: 'Canceled', value: 'canceled', isFinal: true, reached: false },
	{ name: 'Close', value: 'close', isFinal: true, reached: true },
	{ name: 'Closed', value: 'closed', isFinal: true, reached: true },
	{ name: 'Completed', value: 'completed', isFinal: true, reached: true },
	{ name: 'Expired', value: 'expired', isFinal: true, reached: false },
	{ name: 'Failed', value: 'failed', isFinal: true, reached: false },
	{ name: 'In Progress', value: 'in-progress', isFinal: false },
	{ name: 'No Answer', value: 'no-answer', isFinal: true, reached: false },
	{ name: 'Ongoing', value: 'ongoing', isFinal: false },
	{ name: 'Open', value: 'open', isFinal: false },
	{ name: 'Pending', value: 'pending', isFinal: false },
	{ name: 'Processing', value: 'processing', isFinal: false },
	{ name: 'Queued', value: 'queued', isFinal: false },
	{ name: 'Resolved', value: 'resolved', isFinal: true, reached: true },
	{ name: 'Ringing', value: 'ringing', isFinal: false },
	{ name: 'Stalled', value: 'stalled', isFinal: false },
	{ name: 'Voicemail', value: 'voicemail', isFinal: true, reached: false },
] as const;

/** The statuses as choices of a field. */
export const STATUSES = KNOWN.map(({ name, value }) => ({ name, value }));

/** The statuses after which nothing more happens to a call (design of this package: the API says it of none). */
export const FINAL_STATUSES: ReadonlySet<unknown> = new Set(
	KNOWN.filter(({ isFinal }) => isFinal).map(({ value }) => value),
);

/** Whether a person was reached, by final status (design of this package: the API does not say it). */
export const REACHED: ReadonlyMap<unknown, boolean> = new Map(
	KNOWN.flatMap((status) => (status.isFinal ? [[status.value, status.reached] as const] : [])),
);
