// @ts-check
const { createHash } = require('node:crypto');

/**
 * Chance without chance: the same parts always give the same number, whatever order requests arrive in.
 *
 * @param {...(string | number)} parts
 * @returns {number} at least 0, less than 1
 */
function fraction(...parts) {
	return createHash('sha1').update(parts.join('\n')).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * @param {...(string | number)} parts
 * @returns {string} a UUID (shaped as version 4) that depends on the parts alone
 */
function uuid(...parts) {
	const hex = createHash('sha1').update(parts.join('\n')).digest('hex');
	const variant = '89ab'[Number.parseInt(hex[16], 16) % 4];
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

module.exports = { fraction, uuid };
