// @ts-check
const { createHash, timingSafeEqual } = require('node:crypto');
const { join } = require('node:path');
const OpenApiValidator = require('express-openapi-validator');
const { ApiError } = require('./errors');

/**
 * @param {string} username
 * @param {string} password
 * @returns {(header: string | undefined) => boolean} whether an Authorization header holds them
 */
function basicAuth(username, password) {
	/** @param {string} text */
	const digest = (text) => createHash('sha256').update(text).digest();
	const expected = digest(`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`);
	// Digests have one length, so that the comparison takes the same time whatever was sent.
	return (header) => timingSafeEqual(digest(header ?? ''), expected);
}

/**
 * Middleware that holds requests and answers against the specification.
 *
 * @param {{ validateResponses: boolean }} options
 */
function specification({ validateResponses }) {
	return OpenApiValidator.middleware({
		apiSpec: join(__dirname, '..', 'openapi.yaml'),
		validateRequests: { allErrors: true },
		validateResponses,
		// The password is checked before the body is read.
		validateSecurity: false,
		fileUploader: false,
	});
}

/** Deeper than any request that means something; what is much deeper could not be written as JSON again. */
const deepest = 100;

/**
 * @type {import('../types').Handler}
 * @throws {ApiError} 400 for a body that is nested too deep
 */
function refuseDeep(request, _response, next) {
	let level = [request.body];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > deepest)
			throw new ApiError(400, [`the body should not be nested more than ${deepest} deep`]);
		level = level
			.filter((value) => typeof value === 'object' && value !== null)
			.flatMap(Object.values);
	}
	next();
}

module.exports = { basicAuth, refuseDeep, specification };
