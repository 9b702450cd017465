// @ts-check
// An npm registry on this machine, which knows nothing but what the tests publish to it: what n8n installs from it is what users of
// a published version would get.
const { spawn } = require('node:child_process');
const { chmodSync, mkdirSync, writeFileSync } = require('node:fs');
const { delimiter, join } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { atExit } = require('../../../scripts/support/cleanup');
const { ROOT } = require('../../../scripts/support/paths');
const { freePort } = require('../../../scripts/support/freePort');
const { runNpm } = require('../../../scripts/support/npm');
const { ensureFolder } = require('../../../scripts/support/privateFolder');
const { UserError } = require('../../../scripts/support/progress');

const FOLDER = join(ROOT, 'tools', 'registry');
const PROGRAM = join(FOLDER, 'node_modules', 'verdaccio', 'bin', 'verdaccio');
/** How long the registry may take to answer, in milliseconds. */
const START_LIMIT = 60_000;
const PAUSE = 200;

/**
 * @typedef {object} Registry
 * @property {string} url
 * @property {(source: string) => Promise<void>} publish a folder, or a packed file
 * @property {() => string[]} requests what it was asked for, such as "GET /n8n-nodes-elemente"
 * @property {NodeJS.ProcessEnv} env makes an n8n install from this registry, and from no other
 * @property {() => Promise<void>} stop
 */

/** @param {import('../../../scripts/support/progress').Progress} progress */
async function ensureRegistry(progress) {
	await ensureFolder(
		{ folder: FOLDER, title: 'an npm registry for the tests', space: 2e8 },
		progress,
	);
}

/** @param {string} folder @returns {object} nothing is fetched from elsewhere, everybody on this machine may publish */
function settings(folder) {
	return {
		storage: join(folder, 'storage'),
		auth: { htpasswd: { file: join(folder, 'htpasswd') } },
		uplinks: {},
		packages: { '**': { access: '$all', publish: '$all', unpublish: '$all' } },
		web: { enable: false },
		log: { type: 'stdout', format: 'json', level: 'http' },
	};
}

/**
 * n8n asks npm for community packages, always with the address of the public registry: another address in n8n's settings needs a
 * licence. So npm itself, as this n8n finds it, is told another one.
 *
 * @param {string} folder
 * @param {string} url
 * @returns {NodeJS.ProcessEnv}
 */
function environment(folder, url) {
	const bin = join(folder, 'bin');
	mkdirSync(bin, { recursive: true });
	const script = join(bin, 'npm');
	writeFileSync(
		script,
		`#!/bin/sh
for argument do
	shift
	case "$argument" in --registry=*) ;; *) set -- "$@" "$argument" ;; esac
done
unset HTTPS_PROXY
PATH="$PATH_WITHOUT_THIS" exec npm "$@" --registry=${url}
`,
	);
	chmodSync(script, 0o755);
	return {
		PATH: [bin, process.env.PATH].join(delimiter),
		PATH_WITHOUT_THIS: process.env.PATH,
		// n8n looks a version up by itself first and asks npm when it cannot. Nobody listens on this port.
		HTTPS_PROXY: 'http://127.0.0.1:9',
	};
}

/**
 * @param {string} folder for its data; the caller removes it
 * @returns {Promise<Registry>}
 */
async function startRegistry(folder) {
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const config = join(folder, 'config.yaml');
	mkdirSync(folder, { recursive: true });
	// JSON is YAML too.
	writeFileSync(config, JSON.stringify(settings(folder)));
	const child = spawn(process.execPath, [PROGRAM, '--config', config, '--listen', url], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let log = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += chunk));
	const ended = new Promise((done) => child.once('close', done));
	const forget = atExit(() => void child.kill('SIGTERM'));
	const stop = async () => {
		child.kill('SIGTERM');
		await ended;
		forget();
	};
	const deadline = Date.now() + START_LIMIT;
	while (!(await fetch(`${url}/-/ping`).catch(() => undefined))?.ok) {
		if (child.exitCode !== null || Date.now() > deadline) {
			await stop();
			throw new UserError(`The registry for the tests did not start. It said:\n${log}`);
		}
		await wait(PAUSE);
	}
	return {
		url,
		publish: async (source) => {
			// npm wants to know who publishes; this registry takes it from anybody.
			const who = `--//127.0.0.1:${port}/:_authToken=tests`;
			const args = [
				'publish',
				source,
				`--registry=${url}`,
				who,
				'--ignore-scripts',
				'--tag=latest',
			];
			await runNpm(args, { cwd: folder, log: join(folder, 'publish.log') });
		},
		requests: () =>
			[...log.matchAll(/"request":\{"method":"(\w+)","url":"([^"]+)"/g)].map(
				([, method, path]) => `${method} ${path}`,
			),
		env: environment(folder, url),
		stop,
	};
}

module.exports = { ensureRegistry, startRegistry };
