// @ts-check
const { sentence } = require('./validation');

/** An answer other than 200. */
class ApiError extends Error {
	/**
	 * @param {number} status
	 * @param {string | string[]} sentences one for each problem, naming the field
	 */
	constructor(status, sentences) {
		super(String(sentences));
		this.status = status;
		this.sentences = sentences;
	}
}

/** @type {Readonly<Record<number, string>>} */
const names = {
	400: 'Bad Request',
	404: 'Not Found',
	405: 'Method Not Allowed',
	413: 'Payload Too Large',
	415: 'Unsupported Media Type',
};

/**
 * Turns whatever went wrong into the API's assumed error shape: `{ message, error, statusCode }`.
 *
 * @param {any} error
 * @param {import('express').Request} request
 * @param {import('express').Response} response
 * @param {import('express').NextFunction} next
 */
function answerError(error, request, response, next) {
	if (response.headersSent) {
		next(error);
		return;
	}
	const status = Number(error.status) || 500;
	const body = {
		message: describe(error, status, request),
		error: names[status],
		statusCode: status,
	};
	// Not response.json(): an answer about an answer that breaks the specification must itself get through.
	response.status(status).type('application/json').end(JSON.stringify(body));
}

/**
 * @param {any} error an ApiError, the validator's, the body parser's, or a mistake in the sandbox
 * @param {number} status
 * @param {import('express').Request} request
 * @returns {string | string[]}
 */
function describe(error, status, request) {
	if (error instanceof ApiError) return error.sentences;
	if (status === 401) return 'Unauthorized';
	if (status === 404) return `Cannot ${request.method} ${request.path}`;
	if (status >= 500)
		return `The sandbox failed: ${error.stack} ${JSON.stringify(error.errors ?? [])}`;
	return Array.isArray(error.errors) ? error.errors.map(sentence) : [String(error.message)];
}

module.exports = { ApiError, answerError };
