/** The statuses that the API knows (API reference, Get calls), and whether anything more happens to a call that has one. */
const KNOWN = [
	{ name: 'Answer', value: 'answer', isFinal: false },
	{ name: 'Busy', value: 'busy', isFinal: true },
	{ name: 'Canceled', value: 'canceled', isFinal: true },
	{ name: 'Close', value: 'close', isFinal: true },
	{ name: 'Closed', value: 'closed', isFinal: true },
	{ name: 'Completed', value: 'completed', isFinal: true },
	{ name: 'Expired', value: 'expired', isFinal: true },
	{ name: 'Failed', value: 'failed', isFinal: true },
	{ name: 'In Progress', value: 'in-progress', isFinal: false },
	{ name: 'No Answer', value: 'no-answer', isFinal: true },
	{ name: 'Ongoing', value: 'ongoing', isFinal: false },
	{ name: 'Open', value: 'open', isFinal: false },
	{ name: 'Pending', value: 'pending', isFinal: false },
	{ name: 'Processing', value: 'processing', isFinal: false },
	{ name: 'Queued', value: 'queued', isFinal: false },
	{ name: 'Resolved', value: 'resolved', isFinal: true },
	{ name: 'Ringing', value: 'ringing', isFinal: false },
	{ name: 'Stalled', value: 'stalled', isFinal: false },
	{ name: 'Voicemail', value: 'voicemail', isFinal: true },
] as const;

/** The statuses as choices of a field. */
export const STATUSES = KNOWN.map(({ name, value }) => ({ name, value }));

/** The statuses after which nothing more happens to a call (design of this package: the API says it of none). */
export const FINAL_STATUSES: ReadonlySet<unknown> = new Set(
	KNOWN.filter(({ isFinal }) => isFinal).map(({ value }) => value),
);
