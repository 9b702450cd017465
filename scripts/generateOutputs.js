// @ts-check
// Writes nodes/Elemente/__schema__: the fields that come out of each operation, which n8n's editor shows before the
// first run. A test holds them against what comes out.
const { mkdirSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { format, resolveConfig } = require('prettier');
const { outputSchemas, schemaFile } = require('./support/outputSchemas');
const { ROOT } = require('./support/paths');

async function main() {
	rmSync(join(ROOT, 'nodes', 'Elemente', '__schema__'), { recursive: true, force: true });
	for (const [operation, schema] of Object.entries(outputSchemas())) {
		const file = schemaFile(operation);
		const style = { ...(await resolveConfig(file)), filepath: file };
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, await format(JSON.stringify(schema), style));
	}
}

void main();
