// @ts-check
const { createHash, timingSafeEqual } = require('node:crypto');
const { join } = require('node:path');
const OpenApiValidator = require('express-openapi-validator');

/** @typedef {{ path: string, message: string, errorCode?: string }} Problem */

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
 * @param {{ authorised: (header: string | undefined) => boolean, validateResponses: boolean }} options
 */
function specification({ authorised, validateResponses }) {
	return OpenApiValidator.middleware({
		apiSpec: join(__dirname, '..', 'openapi.yaml'),
		validateRequests: { allErrors: true },
		validateResponses,
		validateSecurity: {
			handlers: { basic: (request) => authorised(request.headers.authorization) },
		},
		fileUploader: false,
	});
}

/**
 * @param {Problem} problem as the validator words it
 * @returns {string} a sentence that names the field as the caller wrote it
 */
function sentence({ path, message, errorCode = '' }) {
	const field = path
		.replace(/^\/(body|query|params)\//, '')
		.replace(/\/(\d+)(?=\/|$)/g, '[$1]')
		.replaceAll('/', '.');
	const isBody = path === '/body' || path === '';
	const subject = isBody ? 'the body' : field;
	switch (errorCode.split('.')[0]) {
		case 'required':
			return `${subject} is required`;
		case 'additionalProperties':
			return `property ${subject} should not exist`;
		case 'type':
			return `${subject} ${message.replaceAll(',', ' or ').replace('must be ', 'must be of type ')}`;
		case 'enum':
			return `${subject} ${message.replace(/^must be equal to one of the allowed values/, 'must be one of the following values')}`;
		case 'pattern':
			return `${subject} should not contain blanks`;
		case 'minLength':
			return `${subject} should not be empty`;
		case '':
			return message;
		default:
			return `${subject} ${message}`;
	}
}

module.exports = { basicAuth, specification, sentence };
