// @ts-check
// Writes nodes/Elemente/fields/countries.ts: what the node has to know of the phone numbers of each country, from
// libphonenumber-js. The package itself has no runtime dependency; a test holds the table against the library.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { format, resolveConfig } = require('prettier');
const { ROOT } = require('./support/paths');
const { table } = require('./support/phoneTable');

const FILE = join(ROOT, 'nodes', 'Elemente', 'fields', 'countries.ts');

/** @returns {string[]} the table as texts of a readable length */
function lines() {
	const found = [''];
	for (const entry of table().split(' ')) {
		const line = `${found[found.length - 1]} ${entry}`.trim();
		if (line.length > 88) found.push(entry);
		else found[found.length - 1] = line;
	}
	return found.map((line) => `\t'${line}',`);
}

/** @returns {Promise<string>} the file, as prettier writes it */
async function countriesFile() {
	const text = `// Written by \`npm run generate\` from libphonenumber-js ${require('libphonenumber-js/package.json').version}; do not edit.

/**
 * For each country its code (ISO 3166-1), its calling code (with + where numbers may begin with 0 behind it), the trunk
 * prefix that is dialled inside the country, and how many digits a number may have behind the calling code. 001 stands
 * for numbers of no country.
 */
export const COUNTRIES = [
${lines().join('\n')}
].join(' ');
`;
	return await format(text, { ...(await resolveConfig(FILE)), filepath: FILE });
}

countriesFile().then((text) => writeFileSync(FILE, text));
