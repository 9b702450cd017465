// @ts-check
// What comes out of each operation, as n8n's editor shows it before the first run: so the next node can be mapped
// without calling anybody. Types are those of sandbox/openapi.yaml; what this package makes of an answer stands here.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');
const { ROOT } = require('./paths');

/**
 * @typedef {{ type: string, properties?: Record<string, Schema>, items?: Schema }} Schema as n8n's editor reads it
 * @typedef {{ type?: string | string[], properties?: Record<string, Documented>, items?: Documented, $ref?: string }} Documented
 */

const TEXT = { type: 'string' };
const YES_OR_NO = { type: 'boolean' };

/** The fields of a call with Simplify on. @type {Record<string, Schema>} */
const CALL = {
	...documented('Call', ['id', 'status']),
	reached: YES_OR_NO,
	// Made a number whatever came, see api/call.
	duration: { type: 'number' },
	...documented('Call', [
		...['customerName', 'customerPhone', 'customerEmail', 'customerId'],
		...['transcription', 'recordingUrl'],
	]),
};
const { id, status, reached, ...rest } = CALL;
/** The same with what only Wait for Completion gives. */
const WAITED_FOR = { id, status, reached, ended: YES_OR_NO, ...rest };

/** The fields of an agent with Simplify on: of its skills the id and the name. */
const AGENT = {
	...documented('Agent', ['id', 'name', 'active', 'language', 'roleText', 'phone', 'email']),
	...documented('Agent', ['capabilities']),
	skills: { type: 'array', items: object(documented('Skill', ['id', 'name'])) },
	...documented('Agent', ['voiceId']),
};

/** By resource and operation, the fields of an item in their order. @type {Record<string, Record<string, Schema>>} */
const OUTPUTS = {
	'call/create': { outcome: TEXT, ...WAITED_FOR },
	'call/get': WAITED_FOR,
	'call/getAll': CALL,
	'call/getRecording': CALL,
	'call/update': CALL,
	'agent/create': AGENT,
	'agent/get': AGENT,
	'agent/getAll': AGENT,
};

/** @param {Record<string, Schema>} properties @returns {Schema} */
function object(properties) {
	return { type: 'object', properties };
}

/**
 * @param {string} name of a schema of the specification
 * @param {string[]} fields
 * @returns {Record<string, Schema>} these fields of it
 */
function documented(name, fields) {
	const file = join(ROOT, 'sandbox', 'openapi.yaml');
	const { properties } = parse(readFileSync(file, 'utf8')).components.schemas[name];
	return Object.fromEntries(fields.map((field) => [field, plain(properties[field])]));
}

/** A field that may be null has the type that it has when it is not: n8n reads one type. @param {Documented} schema @returns {Schema} */
function plain({ type, items }) {
	const [first] = [type ?? []].flat().filter((each) => each !== 'null');
	return { type: first, ...(items ? { items: plain(items) } : {}) };
}

/** @returns {Record<string, Schema>} the schema of an item, by resource and operation such as "call/create" */
function outputSchemas() {
	return Object.fromEntries(
		Object.entries(OUTPUTS).map(([operation, properties]) => [operation, object(properties)]),
	);
}

/** @param {string} operation such as "call/create" @returns {string} where n8n looks for its schema */
function schemaFile(operation) {
	return join(ROOT, 'nodes', 'Elemente', '__schema__', 'v1.0.0', `${operation}.json`);
}

module.exports = { outputSchemas, schemaFile };
