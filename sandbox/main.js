// @ts-check
/** The sandbox on its own: `npm run sandbox`. */
const { parseArgs } = require('node:util');
const { startSandbox } = require('./server');
const { faultKinds } = require('./state/faults');
const { callLine } = require('./page/callLine');
const { indexPage } = require('./page/text');

const usage = `Usage: npm run sandbox -- [options]

  --port 3939             port of the API
  --speed 1               how much faster than real time calls go
  --latency 0             how long each request takes at least, in milliseconds
  --seed TEXT             decides IDs, lengths of calls and faults; by default each start differs
  --fault-rates JSON      shares of create requests that go wrong, such as '{"429":0.1,"503":0.05}';
                          also "placed500", "placedDropped", "placedHanging"
  --username sandbox
  --password sandbox-password
`;

/** @returns {import('./server').SandboxOptions} */
function readOptions() {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '3939' },
			speed: { type: 'string', default: '1' },
			latency: { type: 'string', default: '0' },
			// IDs must differ between starts: n8n remembers those it has seen.
			seed: { type: 'string', default: String(Date.now()) },
			'fault-rates': { type: 'string', default: '{}' },
			username: { type: 'string' },
			password: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(usage);
		process.exit(0);
	}
	/** @param {'port' | 'speed' | 'latency'} name */
	const number = (name) => {
		const value = Number(values[name]);
		if (!values[name] || !(value >= 0))
			throw new Error(`--${name} takes a number, not "${values[name]}".`);
		return value;
	};
	const { seed, username, password } = values;
	return {
		...{ port: number('port'), speed: number('speed'), latencyMs: number('latency') },
		...{ seed, username, password, faultRates: readRates(values['fault-rates']) },
		onCreate: (report) => console.log(callLine(report)),
	};
}

/**
 * @param {string} text
 * @returns {import('./state/faults').FaultRates}
 */
function readRates(text) {
	const rates = parsed(text);
	const isValid =
		typeof rates === 'object' &&
		rates !== null &&
		Object.entries(rates).every(
			([kind, rate]) => Object.hasOwn(faultKinds, kind) && rate >= 0 && rate <= 1,
		);
	if (!isValid) throw new Error(`--fault-rates takes JSON such as '{"429":0.1}', not "${text}".`);
	return rates;
}

/** @param {string} text */
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

async function main() {
	try {
		const options = readOptions();
		const sandbox = await startSandbox(options);
		console.log(`${indexPage(sandbox)}\nCtrl-C ends it. Calls:`);
		const stop = () => process.exit(0);
		process.on('SIGINT', stop).on('SIGTERM', stop);
		if (process.send) {
			// A parent that ends without saying so must not leave the sandbox behind.
			process.on('disconnect', stop);
			const { url, recordingsUrl, username, password } = sandbox;
			process.send({ ready: { url, recordingsUrl, username, password } });
		}
	} catch (error) {
		const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
		const inUse = 'The port is in use, perhaps by another sandbox. Choose another one with --port.';
		console.error(code === 'EADDRINUSE' ? inUse : message);
		process.exitCode = 1;
	}
}

void main();
