// @ts-check
// Holds answers against sandbox/openapi.yaml, the reference as a document.
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { default: Ajv } = require('ajv/dist/2020');
const { parse } = require('yaml');
const { ROOT } = require('../support/paths');
const { tally, typeOf } = require('./shapes');

const DOCUMENT = 'openapi.yaml';

/** @typedef {'Call' | 'Agent'} Schema */

const document = parse(readFileSync(join(ROOT, 'sandbox', DOCUMENT), 'utf8'));
// Not strict: the document around the schemas is no schema. Verbose: a problem then holds the value, whose type is told.
const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
ajv.addSchema(document, DOCUMENT);

/** @type {Record<Schema, import('ajv').ValidateFunction>} */
const validators = {
	Call: ajv.compile({ $ref: `${DOCUMENT}#/components/schemas/Call` }),
	Agent: ajv.compile({ $ref: `${DOCUMENT}#/components/schemas/Agent` }),
};

/**
 * @param {Schema} schema
 * @param {unknown[]} entries of an answer
 * @returns {string[]} what differs, each with the number of entries; never a value
 */
function problemsOf(schema, entries) {
	const validate = validators[schema];
	return tally(
		entries.flatMap((entry) => {
			if (validate(entry)) return [];
			return [...new Set((validate.errors ?? []).map(describe))];
		}),
		entries.length,
	);
}

/** @param {import('ajv').ErrorObject} problem @returns {string} such as "customerEmail is null, not string" */
function describe({ instancePath, keyword, params, data, schema }) {
	// Positions in lists are left out: what is wrong with every message is one thing that is wrong.
	const parts = instancePath.split('/').filter((part) => part !== '' && !/^\d+$/.test(part));
	const field = parts.join('.') || 'it';
	if (keyword === 'required') return `${[...parts, params.missingProperty].join('.')} is missing`;
	if (keyword === 'type') return `${field} is ${typeOf(data)}, not ${[schema].flat().join(' or ')}`;
	return `${field} is not as described (${typeOf(data)})`;
}

/**
 * @param {Schema} schema
 * @returns {Set<string>} the fields that the reference names
 */
function documentedFields(schema) {
	return new Set(Object.keys(document.components.schemas[schema].properties));
}

/** @returns {Set<string>} the values of `status` that the reference names */
function documentedStatuses() {
	return new Set(document.components.schemas.CallStatus.enum);
}

module.exports = { documentedFields, documentedStatuses, problemsOf };
