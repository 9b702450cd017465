// @ts-check
// `npm run bench:footprint`: what the package costs an n8n that has it installed, before anybody uses it.
const { execFileSync } = require('node:child_process');
const {
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync,
	symlinkSync,
} = require('node:fs');
const { join } = require('node:path');
const ts = require('typescript');
const { CACHE, ROOT } = require('../scripts/support/paths');
const { unpackInto, packPackage } = require('../scripts/n8n/package');
const { createProgress, printError } = require('../scripts/support/progress');
const { median, table } = require('./statistics');

/** Processes for each figure. */
const RUNS = 15;
/**
 * What the package may cost. Without its names and line breaks it would be two thirds of that; but code that handles passwords is
 * shipped as it can be read (test/package/tarball.test.ts holds the sizes too).
 */
const LIMITS = { kilobytes: 293, packedKilobytes: 87, ms: 20, megabytes: 3 };

/** @param {string} folder @returns {number} bytes in its files */
function sizeOf(folder) {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.map((name) => statSync(join(folder, name)))
		.filter((entry) => entry.isFile())
		.reduce((sum, { size }) => sum + size, 0);
}

/** @param {string} folder @returns {number} bytes in the texts of its scripts */
function wordsOf(folder) {
	const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
		name.endsWith('.js'),
	);
	let bytes = 0;
	for (const name of scripts) {
		const code = readFileSync(join(folder, name), 'utf8');
		/** @param {import('typescript').Node} node */
		const count = (node) => {
			if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
				bytes += Buffer.byteLength(node.getText());
			} else {
				ts.forEachChild(node, count);
			}
		};
		count(ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true));
	}
	return bytes;
}

/**
 * @param {string} folder
 * @param {'all' | 'none'} what
 * @returns {{ ms: number, bytes: number }} medians
 */
function load(folder, what) {
	const script = join(__dirname, 'footprint-load.js');
	const figures = Array.from({ length: RUNS }, () =>
		JSON.parse(
			execFileSync(process.execPath, ['--expose-gc', script, folder, what], { encoding: 'utf8' }),
		),
	);
	return {
		ms: median(figures.map(({ ms }) => ms)),
		bytes: median(figures.map(({ bytes }) => bytes)),
	};
}

async function main() {
	mkdirSync(CACHE, { recursive: true });
	const scratch = mkdtempSync(join(CACHE, 'footprint-'));
	try {
		const progress = createProgress();
		const packed = await progress.during('Building and packing', () =>
			packPackage(progress, scratch),
		);
		await unpackInto(packed, scratch);
		const modules = join(scratch, '.n8n', 'nodes', 'node_modules');
		const folder = join(modules, 'n8n-nodes-elemente');
		const workflow = join(modules, 'n8n-workflow');
		rmSync(workflow, { force: true });
		symlinkSync(join(ROOT, 'node_modules', 'n8n-workflow'), workflow, 'junction');
		const loaded = load(folder, 'all');
		const nothing = load(folder, 'none');
		const rows = [
			['unpacked, kB', sizeOf(folder) / 1000, LIMITS.kilobytes],
			['  of it code, kB', sizeOf(join(folder, 'dist')) / 1000, NaN],
			['    of it texts, kB', wordsOf(join(folder, 'dist')) / 1000, NaN],
			['packed, kB', statSync(packed).size / 1000, LIMITS.packedKilobytes],
			['loading, ms', loaded.ms - nothing.ms, LIMITS.ms],
			['memory added, MB', (loaded.bytes - nothing.bytes) / 2 ** 20, LIMITS.megabytes],
		].map(([name, value, limit]) => [
			String(name),
			Number(value).toFixed(1),
			Number.isNaN(limit) ? '' : String(limit),
			Number(value) > Number(limit) ? 'over' : '',
		]);
		console.log(table(['', 'measured', 'limit', ''], rows));
		if (rows.some((row) => row[3] === 'over')) process.exitCode = 1;
	} catch (error) {
		printError(error);
		process.exitCode = 1;
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

void main();
