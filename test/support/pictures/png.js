// @ts-check
// PNG files, as far as screenshots need it: read as a browser makes them, written with a palette, which makes them three times smaller.
const { crc32, deflateSync, inflateSync } = require('node:zlib');

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Channels by PNG's colour type: RGB, and RGB with transparency. */
const CHANNELS = new Map([
	[2, 3],
	[6, 4],
]);
const PALETTE_TYPE = 3;

/**
 * @typedef {object} Picture
 * @property {number} width in pixels
 * @property {number} height in pixels
 * @property {Uint32Array} pixels row by row, each 0xRRGGBB
 */
/**
 * @typedef {object} Indexed a picture whose pixels are numbers of colours
 * @property {number} width
 * @property {number} height
 * @property {Uint8Array} pixels row by row
 */

/** @param {string} type four letters @param {Buffer} data @returns {Buffer} */
function chunk(type, data) {
	const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	check.writeUInt32BE(crc32(typed));
	return Buffer.concat([length, typed, check]);
}

/** @param {Buffer} file @returns {Array<{ type: string, data: Buffer }>} */
function chunksOf(file) {
	if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error('This is no PNG file');
	const chunks = [];
	for (let at = 8; at < file.length; ) {
		const length = file.readUInt32BE(at);
		const data = file.subarray(at + 8, at + 8 + length);
		chunks.push({ type: file.toString('latin1', at + 4, at + 8), data });
		at += length + 12;
	}
	return chunks;
}

/** PNG's predictor of the same name. @param {number} left @param {number} up @param {number} corner */
function paeth(left, up, corner) {
	const guess = left + up - corner;
	const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
	if (a <= b && a <= c) return left;
	return b <= c ? up : corner;
}

/**
 * Takes PNG's filters off, in place.
 *
 * @param {Buffer} data rows, each with the number of its filter in front
 * @param {number} stride bytes of a row without that number
 * @param {number} step bytes of a pixel
 */
function unfilter(data, stride, step) {
	for (let start = 1; start < data.length; start += stride + 1) {
		const filter = data[start - 1];
		for (let i = start; i < start + stride; i++) {
			const hasLeft = i - start >= step;
			const left = hasLeft ? data[i - step] : 0;
			const up = start > 1 ? data[i - stride - 1] : 0;
			const corner = hasLeft && start > 1 ? data[i - stride - 1 - step] : 0;
			data[i] += [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
		}
	}
}

/**
 * @param {Buffer} file with 8 bits a channel, not interlaced, as browsers make it
 * @returns {Picture}
 */
function readPng(file) {
	const chunks = chunksOf(file);
	const head = chunks[0].data;
	const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
	const step = CHANNELS.get(head[9]);
	if (!step || head[8] !== 8 || head[12] !== 0) throw new Error('No PNG as a browser makes it');
	const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
	const data = inflateSync(Buffer.concat(packed));
	unfilter(data, width * step, step);
	const pixels = new Uint32Array(width * height);
	for (let y = 0, i = 0; y < height; y++) {
		let at = y * (width * step + 1) + 1;
		for (let x = 0; x < width; x++, at += step) pixels[i++] = data.readUIntBE(at, 3);
	}
	return { width, height, pixels };
}

/** @param {Indexed} picture @returns {Buffer} its pixels, packed */
function packed({ width, height, pixels }) {
	const rows = Buffer.alloc((width + 1) * height);
	for (let y = 0; y < height; y++) {
		rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
	}
	return deflateSync(rows, { level: 9, memLevel: 9 });
}

/**
 * What a file with a palette begins with.
 *
 * @param {{ width: number, height: number }} size
 * @param {number[]} palette colours as 0xRRGGBB
 * @param {Buffer[]} [more] chunks that come before the palette
 * @returns {Buffer}
 */
function beginning({ width, height }, palette, more = []) {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(width, 0);
	head.writeUInt32BE(height, 4);
	head.set([8, PALETTE_TYPE], 8);
	const colours = Buffer.alloc(palette.length * 3);
	palette.forEach((colour, index) => colours.writeUIntBE(colour, index * 3, 3));
	return Buffer.concat([SIGNATURE, chunk('IHDR', head), ...more, chunk('PLTE', colours)]);
}

/** @param {Indexed} picture @param {number[]} palette colours as 0xRRGGBB @returns {Buffer} the file */
function writePng(picture, palette) {
	const parts = [chunk('IDAT', packed(picture)), chunk('IEND', Buffer.alloc(0))];
	return Buffer.concat([beginning(picture, palette), ...parts]);
}

module.exports = { readPng, writePng, chunk, packed, beginning };
