// Beside the runner: ends the process when a change has made a loop endless; see runner.mjs.
import { appendFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/** Of the processor's time, without a beat: microseconds. */
const LIMIT = 6e6;

const { beat, results } = workerData;
let key;
let isOn = false;
let last = -1n;
let since = 0;

parentPort.on('message', (now) => {
	key = now;
	isOn = true;
	last = -1n;
});

setInterval(() => {
	const { user, system } = process.cpuUsage();
	const beats = Atomics.load(beat, 0);
	if (!isOn || beats !== last) {
		last = beats;
		since = user + system;
	} else if (user + system - since > LIMIT) {
		// Between two changes, what the last one has left behind is endless: it has been noted already.
		if (key !== undefined) {
			appendFileSync(results, `${JSON.stringify([key, { status: 'timeout' }])}\n`);
		}
		process.kill(process.pid, 'SIGKILL');
	}
}, 500);
