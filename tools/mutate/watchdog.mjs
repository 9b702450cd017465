// Beside the runner: ends the process when a change has made a loop endless; see runner.mjs.
import { appendFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/** Of the processor's time, without a beat: microseconds. */
const LIMIT = 6e6;

const { beat, results } = workerData;
let key;
let last = -1n;
let since = 0;

parentPort.on('message', (now) => {
	key = now;
	last = -1n;
});

setInterval(() => {
	const { user, system } = process.cpuUsage();
	const beats = Atomics.load(beat, 0);
	if (key === undefined || beats !== last) {
		last = beats;
		since = user + system;
	} else if (user + system - since > LIMIT) {
		appendFileSync(results, `${JSON.stringify([key, { status: 'timeout' }])}\n`);
		process.kill(process.pid, 'SIGKILL');
	}
}, 500);
