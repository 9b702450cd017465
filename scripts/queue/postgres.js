// @ts-check
// A Postgres of our own on this machine: started for one run, on a free port, in a folder that is removed with it.
const { execFileSync } = require('node:child_process');
const { randomBytes } = require('node:crypto');
const {
	chownSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	writeFileSync,
} = require('node:fs');
const { tmpdir } = require('node:os');
const { delimiter, join } = require('node:path');
const { atExit } = require('../support/cleanup');
const { freePort } = require('../support/freePort');
const { ensureProgram, startProgram } = require('./program');

/** Debian keeps each version in a folder here, and puts none of it on the path. */
const DEBIAN = '/usr/lib/postgresql';
const USER = 'n8n';

/** @returns {string | undefined} the folder with Postgres's programs: one on the path, else Debian's newest */
function programs() {
	const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	return [
		...(process.env.PATH ?? '').split(delimiter),
		...newestFirst.map((version) => join(DEBIAN, version, 'bin')),
	].find((folder) => ['postgres', 'initdb'].every((name) => existsSync(join(folder, name))));
}

/** @type {import('./program').Program} */
const POSTGRES = {
	name: 'Postgres',
	purpose: 'the database that n8n and its workers share',
	packages: ['postgresql'],
	formula: 'postgresql',
	isInstalled: () => programs() !== undefined,
};

/** @param {import('../support/progress').Progress} progress */
const ensurePostgres = async (progress) => await ensureProgram(POSTGRES, progress);

/** @returns {{ uid?: number, gid?: number }} Postgres refuses to run as root: then as the user that Debian made for it */
function notRoot() {
	if (process.getuid?.() !== 0) return {};
	const id = (/** @type {string} */ which) =>
		Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

/** @returns {Promise<{ env: NodeJS.ProcessEnv, stop: () => Promise<void> }>} env: makes n8n keep its data there */
async function startPostgres() {
	const bin = programs() ?? '';
	const folder = mkdtempSync(join(tmpdir(), 'elemente-postgres-'));
	const removeFolder = () => rmSync(folder, { recursive: true, force: true });
	const forget = atExit(removeFolder);
	const user = notRoot();
	const password = randomBytes(16).toString('hex');
	const passwordFile = join(folder, 'password');
	const data = join(folder, 'data');
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (user.uid !== undefined && user.gid !== undefined) {
		for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
	}
	const settings = ['-U', USER, '-E', 'UTF8', '--no-locale', '--no-sync', '--auth=scram-sha-256'];
	execFileSync(join(bin, 'initdb'), [...settings, `--pwfile=${passwordFile}`, '-D', data], {
		...user,
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	const port = await freePort();
	const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
	const stop = await startProgram({
		name: POSTGRES.name,
		command: join(bin, 'postgres'),
		args: ['-D', data, '-p', String(port), ...options.flatMap((option) => ['-c', option])],
		port,
		// Ends without waiting for those who are still connected.
		signal: 'SIGINT',
		...user,
	});
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: 'postgres',
			DB_POSTGRESDB_USER: USER,
			DB_POSTGRESDB_PASSWORD: password,
		},
		stop: async () => {
			await stop();
			removeFolder();
			forget();
		},
	};
}

module.exports = { ensurePostgres, startPostgres };
