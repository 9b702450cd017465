// @ts-check
const { deflateSync } = require('node:zlib');
const { beginning, chunk } = require('../../support/pictures/png');

/**
 * A file as a browser makes it: RGB, with each of PNG's filters in turn.
 *
 * @param {number} width
 * @param {number} height
 * @param {(x: number, y: number) => number} colourAt such as 0xff0000
 * @returns {Buffer}
 */
function screenshot(width, height, colourAt) {
	const rows = Buffer.alloc((width * 3 + 1) * height);
	/** @param {number} x of a byte @param {number} y */
	const byte = (x, y) =>
		x < 0 || y < 0 ? 0 : (colourAt(Math.floor(x / 3), y) >> (16 - (x % 3) * 8)) & 0xff;
	for (let y = 0, at = 0; y < height; y++) {
		const filter = y % 5;
		rows[at++] = filter;
		for (let x = 0; x < width * 3; x++) {
			const [left, up, corner] = [byte(x - 3, y), byte(x, y - 1), byte(x - 3, y - 1)];
			/** @param {number} value */
			const distance = (value) => Math.abs(left + up - corner - value);
			const [nearest] = [left, up, corner].sort((a, b) => distance(a) - distance(b));
			rows[at++] = byte(x, y) - [0, left, up, (left + up) >> 1, nearest][filter];
		}
	}
	const withPalette = beginning({ width, height }, [0]);
	const size = Buffer.from(withPalette.subarray(16, 29));
	// RGB in place of a palette.
	size[9] = 2;
	return Buffer.concat([
		withPalette.subarray(0, 8),
		chunk('IHDR', size),
		chunk('IDAT', deflateSync(rows)),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

module.exports = { screenshot };
