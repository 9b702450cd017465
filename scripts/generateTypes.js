// @ts-check
/**
 * Writes `sandbox/openapi.d.ts` from `sandbox/openapi.yaml`.
 *
 * node scripts/generateTypes.js           writes the file
 * node scripts/generateTypes.js --check   writes nothing; exits with 1 when the file is out of date
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const root = join(__dirname, '..');
const source = join(root, 'sandbox', 'openapi.yaml');
const target = join(root, 'sandbox', 'openapi.d.ts');

const header = `/**
 * The Elemente API's types, generated from sandbox/openapi.yaml by \`node scripts/generateTypes.js\`.
 * Change the specification, not this file. It holds types only and is checked by no build of the package.
 */

`;

/** The names the rest of the code uses: the specification's own schemas. */
const schemas = [
	'CreateCallRequest',
	'CustomerOverride',
	'CustomField',
	'AgentOverride',
	'PromptOverride',
	'Channel',
	'CallStatus',
	'DateRange',
	'UpdateCallRequest',
	'Call',
	'Message',
	'Agent',
	'Skill',
	'CreateAgentRequest',
];

/** @returns {Promise<string>} what the generated file has to hold, formatted as the repository's files are */
async function generateTypes() {
	const { default: openapiTS, astToString } = await import('openapi-typescript');
	const prettier = await import('prettier');
	const types = astToString(await openapiTS(pathToFileURL(source)));
	const aliases = schemas.map((name) => `export type ${name} = components['schemas']['${name}'];`);
	const text = `${header}${types}\n${aliases.join('\n')}\n`;
	const style = /** @type {import('prettier').Options} */ (require('../.prettierrc.js'));
	return await prettier.format(text, { ...style, parser: 'typescript' });
}

/** @returns {Promise<boolean>} whether the committed file is what the specification generates */
async function typesAreUpToDate() {
	try {
		return readFileSync(target, 'utf8') === (await generateTypes());
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return false;
		throw error;
	}
}

async function main() {
	if (!process.argv.includes('--check')) {
		writeFileSync(target, await generateTypes());
		return;
	}
	if (await typesAreUpToDate()) return;
	console.error(
		'sandbox/openapi.d.ts is not what sandbox/openapi.yaml generates. Run: node scripts/generateTypes.js',
	);
	process.exitCode = 1;
}

module.exports = { generateTypes, typesAreUpToDate };

if (require.main === module) void main();
