// @ts-check
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');

/**
 * @typedef {object} Schema
 * @property {string} [$ref]
 * @property {string | string[]} [type]
 * @property {Record<string, Schema>} [properties]
 * @property {boolean} [additionalProperties]
 * @property {Schema} [items]
 * @property {string[]} [enum]
 *
 * @typedef {object} Operation
 * @property {{ content: Record<string, { schema: Schema }> }} [requestBody]
 * @property {Array<{ name: string, in: string, schema: Schema }>} [parameters]
 */

/** @type {{ paths: Record<string, Record<string, Operation>>, components: { schemas: Record<string, Schema> } }} */
const document = parse(
	readFileSync(join(__dirname, '..', '..', 'sandbox', 'openapi.yaml'), 'utf8'),
);

/** @param {Schema} schema @returns {Schema} */
function resolved(schema) {
	const name = schema.$ref?.replace('#/components/schemas/', '');
	return name ? resolved(document.components.schemas[name]) : schema;
}

/**
 * The dotted paths of everything that can be written in a body. What has no named properties of its own, such as a
 * list or a free object, is one path.
 *
 * @param {Schema} schema
 * @param {string} [prefix]
 * @returns {string[]}
 */
function leafPaths(schema, prefix = '') {
	const { properties } = resolved(schema);
	if (!properties) return [prefix];
	return Object.entries(properties).flatMap(([name, property]) =>
		leafPaths(property, prefix ? `${prefix}.${name}` : name),
	);
}

/**
 * @param {string} method
 * @param {string} path as in the specification, for example `/api/v1/calls/{id}`
 * @returns {{ body: string[], query: string[] } | undefined} what can be sent, or undefined for an unknown endpoint
 */
function sendable(method, path) {
	const operation = document.paths[path]?.[method.toLowerCase()];
	if (!operation) return undefined;
	const schema = operation.requestBody?.content['application/json'].schema;
	return {
		body: schema ? leafPaths(schema) : [],
		query: (operation.parameters ?? [])
			.filter((parameter) => parameter.in === 'query')
			.flatMap(({ name, schema }) => leafPaths(schema, name)),
	};
}

/**
 * The dotted paths of all values in a body, as `leafPaths` writes those of a schema. Lists count as one value.
 *
 * @param {object} body
 * @param {string} [prefix]
 * @returns {string[]}
 */
function leafPathsOf(body, prefix = '') {
	return Object.entries(body).flatMap(([name, value]) => {
		const path = prefix ? `${prefix}.${name}` : name;
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isObject && Object.keys(value).length > 0 ? leafPathsOf(value, path) : [path];
	});
}

module.exports = { sendable, leafPathsOf };
