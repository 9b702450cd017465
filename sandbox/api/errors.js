// @ts-check

/** @typedef {{ path: string, message: string, errorCode?: string }} Problem */

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

module.exports = { ApiError, answerError };
