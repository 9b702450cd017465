// @ts-check
// Loaded into n8n before n8n itself. The process that started n8n holds the other end of a pipe: when that end closes, because
// the process ended in whatever way, n8n ends too. A signal handler in the parent cannot promise that (kill -9).
const { Socket } = require('node:net');

/** The pipe's number in this process; the parent opens it (n8n-process.js). */
const PIPE = 3;
/** How long n8n may take to shut down in order, in milliseconds. */
const GRACE = 3_000;

const pipe = new Socket({ fd: PIPE, readable: true, writable: false });
pipe.on('error', () => {});
pipe.on('close', () => {
	process.kill(process.pid, 'SIGTERM');
	setTimeout(() => {
		try {
			// n8n leads its own process group, which its task runner belongs to.
			process.kill(-process.pid, 'SIGKILL');
		} catch {
			process.kill(process.pid, 'SIGKILL');
		}
	}, GRACE).unref();
});
pipe.resume();
pipe.unref();
