// @ts-check
// Loaded into a long-running program (n8n, npm) before the program itself. The script that started it holds the other end of a
// pipe: when that end closes, because the script ended in whatever way, the program ends too. A signal handler in the script
// cannot promise that (kill -9).
const { Socket } = require('node:net');

/** The pipe's number in this process; the script that starts it opens it. */
const PIPE = 3;
/** How long the program may take to shut down in order, in milliseconds. */
const GRACE = 3_000;

const pipe = new Socket({ fd: PIPE, readable: true, writable: false });
pipe.on('error', () => {});
pipe.on('close', () => {
	process.kill(process.pid, 'SIGTERM');
	setTimeout(() => {
		try {
			// A program that leads a process group, as n8n does, takes its helpers with it.
			process.kill(-process.pid, 'SIGKILL');
		} catch {
			process.kill(process.pid, 'SIGKILL');
		}
	}, GRACE).unref();
});
pipe.resume();
pipe.unref();
