// @ts-check
// Loaded into n8n's process by the benchmark: notes when the event loop stood still and how much memory was in use,
// and leaves both behind in a file when the process ends.
const { writeFileSync } = require('node:fs');

const file = process.env.BENCH_PROBE_FILE;
/** How often it looks, in milliseconds: a stall is what a look comes late by. */
const INTERVAL_MS = 5;

// n8n's helper processes inherit the environment; only n8n itself is measured.
if (file && process.argv.includes('execute')) {
	/** @type {Array<{ at: number, lateMs: number, rss: number }>} */
	const looks = [];
	let due = performance.now() + INTERVAL_MS;
	const timer = setInterval(() => {
		const lateMs = performance.now() - due;
		due = performance.now() + INTERVAL_MS;
		looks.push({ at: Date.now(), lateMs: Math.max(0, lateMs), rss: process.memoryUsage.rss() });
	}, INTERVAL_MS);
	timer.unref();
	process.on('exit', () => writeFileSync(file, JSON.stringify(looks)));
}
