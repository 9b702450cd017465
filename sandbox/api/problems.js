// @ts-check

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

module.exports = { ApiError };
