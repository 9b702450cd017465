// @ts-check
// Loads an installed package as n8n does and says what that took. Started once for each measurement: a second time in one process
// costs nothing. Arguments: the package's folder, and "none" for the same without loading it.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const [folder, what] = process.argv.slice(2);
// n8n has loaded it long before; it is not the package's.
require('n8n-workflow');
const { n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** @returns {number} bytes that are in use, after everything that can be freed is */
function memory() {
	/** @type {() => void} */ (globalThis.gc)();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** n8n makes one instance of each. @type {object[]} */
const instances = [];
const before = memory();
const start = performance.now();
if (what !== 'none') {
	for (const file of [...n8n.credentials, ...n8n.nodes]) {
		const [Class] = Object.values(require(join(folder, file)));
		instances.push(new Class());
	}
}
const ms = performance.now() - start;
console.log(JSON.stringify({ ms, bytes: memory() - before, count: instances.length }));
