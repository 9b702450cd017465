// @ts-check
// An n8n of its own, without our package, beside an npm registry that has two versions of it.
const { readFileSync, writeFileSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { startN8n } = require('../../../scripts/n8n/process');
const { createProgress } = require('../../../scripts/support/progress');
const { ensureRegistry, startRegistry } = require('./registry');
const { unpackedPackage } = require('../../../scripts/scan');

/** @param {string} version @returns {string} the next patch version */
function nextVersion(version) {
	const [major, minor, patch] = version.split('.').map(Number);
	return `${major}.${minor}.${patch + 1}`;
}

/**
 * Publishes the package as it is, and again under the next version number.
 *
 * @param {import('./registry').Registry} registry
 * @param {string} folder scratch
 * @param {import('../../../scripts/support/progress').Progress} progress
 */
async function publishTwoVersions(registry, folder, progress) {
	const { packed, unpacked } = await unpackedPackage(folder, progress);
	const file = join(unpacked, 'package.json');
	const manifest = JSON.parse(readFileSync(file, 'utf8'));
	const next = nextVersion(manifest.version);
	await registry.publish(packed);
	writeFileSync(file, JSON.stringify({ ...manifest, version: next }));
	await registry.publish(unpacked);
	return { name: manifest.name, current: manifest.version, next };
}

async function n8nWithRegistry() {
	const folder = mkdtempSync(join(tmpdir(), 'elemente-registry-'));
	const progress = createProgress();
	await ensureRegistry(progress);
	const registry = await startRegistry(join(folder, 'registry'));
	/** @type {import('../../../scripts/n8n/process').Server | undefined} */
	let n8n;
	const stop = async () => {
		await n8n?.stop();
		await registry.stop();
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		const published = await publishTwoVersions(registry, folder, progress);
		n8n = await startN8n({ userFolder: join(folder, 'user'), env: registry.env });
		return { n8n, registry, published, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

module.exports = { n8nWithRegistry };
