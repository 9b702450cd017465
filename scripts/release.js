// @ts-check
// `npm run release`: everything that has to be true before a version is published, without publishing. The publishing itself is the
// workflow's in .github/workflows/publish.yml, which a pushed tag starts.
const { execFileSync } = require('node:child_process');
const {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} = require('node:fs');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { CACHE, ROOT } = require('./support/paths');
const { createProgress, printError } = require('./support/progress');
const { releaseNotes } = require('./releaseNotes');
const { ensureScanner, scan, unpackedPackage } = require('./scan');

/** @typedef {{ name: string, version: string, repository: { url: string } }} Manifest */

/** @param {string[]} args @returns {string} */
function git(...args) {
	return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
}

/** @returns {{ manifest: Manifest, changelog: string }} */
function readSources() {
	const changelog = join(ROOT, 'CHANGELOG.md');
	return {
		manifest: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')),
		changelog: existsSync(changelog) ? readFileSync(changelog, 'utf8') : '',
	};
}

/**
 * @param {{ manifest: Manifest, changelog: string }} sources
 * @param {{ tag?: string, repository?: string }} from the tag that was pushed, and the repository ("owner/name") that builds
 * @returns {string[]} what does not agree
 */
function disagreements({ manifest, changelog }, { tag, repository }) {
	const { version } = manifest;
	return [
		releaseNotes(changelog, version)
			? ''
			: `CHANGELOG.md has nothing under a heading "## ${version}".`,
		tag === undefined || tag === `v${version}`
			? ''
			: `The tag is ${tag}, but package.json has version ${version}.`,
		// npm refuses a provenance statement of another repository than the manifest's.
		repository === undefined || manifest.repository.url.includes(`github.com/${repository}.git`)
			? ''
			: `package.json names the repository ${manifest.repository.url}, but this is ${repository}.`,
	].filter(Boolean);
}

/** @param {string} version @returns {string[]} what else stands against releasing from this folder */
function obstacles(version) {
	return [
		git('status', '--porcelain') === '' ? '' : 'There are changes that are not committed.',
		git('tag', '--list', `v${version}`) === '' ? '' : `The tag v${version} exists already.`,
	].filter(Boolean);
}

/** @returns {Promise<string[]>} what the scanner has against the sources or the package */
async function scannerObjections() {
	const progress = createProgress();
	mkdirSync(CACHE, { recursive: true });
	const scratch = mkdtempSync(join(CACHE, 'release-'));
	try {
		await ensureScanner(progress);
		return await progress.during("Building, packing and running n8n's scanner", async () => {
			const { unpacked } = await unpackedPackage(scratch, progress);
			const verdicts = [await scan(ROOT, 'sources'), await scan(unpacked, 'package')];
			return verdicts
				.filter(({ passed }) => !passed)
				.map(({ message, details }) => `The scanner says: ${message}\n${details ?? ''}`);
		});
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

async function main() {
	const { values } = parseArgs({ options: { tag: { type: 'string' }, notes: { type: 'string' } } });
	const sources = readSources();
	const { name, version } = sources.manifest;
	const notes = releaseNotes(sources.changelog, version) ?? '';
	const problems = disagreements(sources, {
		tag: values.tag,
		repository: process.env.GITHUB_REPOSITORY,
	});
	// With a tag the workflow asks, which has linted and tested what it has checked out.
	if (values.tag === undefined) {
		problems.push(...obstacles(version), ...(await scannerObjections()));
	}
	if (values.notes) writeFileSync(values.notes, `${notes}\n`);
	if (problems.length > 0) {
		console.error(`${name} ${version} cannot be released:\n- ${problems.join('\n- ')}`);
		process.exitCode = 1;
		return;
	}
	console.log(`${name} ${version} can be released. Its release notes:\n\n${notes}\n`);
	if (values.tag === undefined) {
		console.log(
			`Nothing was published. To release it:\n  git tag v${version} && git push origin v${version}`,
		);
	}
}

if (require.main === module)
	main().catch((error) => {
		printError(error);
		process.exitCode = 1;
	});

module.exports = { disagreements };
