// @ts-check
// Screenshots as small files: a picture with a palette, and several of them as one that moves (APNG, which browsers and GitHub show).
const { choosePalette } = require('./palette');
const { beginning, chunk, packed, readPng, writePng } = require('./png');

const MOST_COLOURS = 256;
/** The number of the colour that lets the frame before show through. */
const CLEAR = 0;

/** @typedef {import('./png').Indexed} Indexed */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box in pixels */
/** @typedef {import('./png').Picture} Picture */
/** @typedef {{ picture: Picture, milliseconds: number }} Frame and how long it is shown */

/** @param {Buffer} png a screenshot @returns {Buffer} the same with at most 256 colours */
function withPalette(png) {
	const picture = readPng(png);
	const { palette, indexOf } = choosePalette([picture], MOST_COLOURS);
	const pixels = Uint8Array.from(picture.pixels, (colour) => indexOf.get(colour) ?? 0);
	return writePng({ ...picture, pixels }, palette);
}

/**
 * @param {Indexed} before
 * @param {Indexed} now of the same size
 * @returns {Box} what has changed; one pixel where nothing has
 */
function changedPart(before, now) {
	let [left, right, top, bottom] = [now.width, -1, now.height, -1];
	for (let i = 0; i < now.pixels.length; i++) {
		if (now.pixels[i] === before.pixels[i]) continue;
		const [x, y] = [i % now.width, Math.floor(i / now.width)];
		[left, right] = [Math.min(left, x), Math.max(right, x)];
		[top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
	}
	if (right < 0) return { x: 0, y: 0, width: 1, height: 1 };
	return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** @param {Indexed | undefined} before @param {Indexed} now @param {Box} box @returns {Indexed} that part, clear where nothing has changed */
function cropped(before, now, { x, y, width, height }) {
	const pixels = new Uint8Array(width * height);
	for (let row = 0, i = 0; row < height; row++) {
		for (let at = (y + row) * now.width + x, end = at + width; at < end; at++, i++) {
			pixels[i] = before?.pixels[at] === now.pixels[at] ? CLEAR : now.pixels[at];
		}
	}
	return { width, height, pixels };
}

/** @param {number} sequence @param {Box} box @param {number} milliseconds @returns {Buffer} what stands before a frame */
function frameControl(sequence, { x, y, width, height }, milliseconds) {
	const data = Buffer.alloc(26);
	[sequence, width, height, x, y].forEach((value, index) => data.writeUInt32BE(value, index * 4));
	data.writeUInt16BE(milliseconds, 20);
	data.writeUInt16BE(1_000, 22);
	// It stays, and the next one is laid over it.
	data.set([0, 1], 24);
	return chunk('fcTL', data);
}

/** @param {number} sequence @param {Buffer} data @returns {Buffer} */
function frameData(sequence, data) {
	const number = Buffer.alloc(4);
	number.writeUInt32BE(sequence);
	return chunk('fdAT', Buffer.concat([number, data]));
}

/** @param {number} frames @returns {Buffer} it is played for ever */
function animationControl(frames) {
	const data = Buffer.alloc(8);
	data.writeUInt32BE(frames);
	return chunk('acTL', data);
}

/** @param {Picture} left @param {Picture} right of the same height @returns {Picture} */
function beside(left, right) {
	const width = left.width + right.width;
	const pixels = new Uint32Array(width * left.height);
	for (let y = 0; y < left.height; y++) {
		pixels.set(left.pixels.subarray(y * left.width, (y + 1) * left.width), y * width);
		const row = right.pixels.subarray(y * right.width, (y + 1) * right.width);
		pixels.set(row, y * width + left.width);
	}
	return { width, height: left.height, pixels };
}

/**
 * @param {Frame[]} frames of one size
 * @returns {Buffer} a PNG file that moves, with one palette for all frames
 */
function moving(frames) {
	const pictures = frames.map(({ picture }) => picture);
	const { palette, indexOf } = choosePalette(pictures, MOST_COLOURS - 1);
	const shown = pictures.map((picture) => ({
		...picture,
		pixels: Uint8Array.from(picture.pixels, (colour) => (indexOf.get(colour) ?? 0) + 1),
	}));
	/** @type {Buffer[]} */
	const parts = [];
	let sequence = 0;
	shown.forEach((now, index) => {
		const before = shown[index - 1];
		const box = before
			? changedPart(before, now)
			: { x: 0, y: 0, width: now.width, height: now.height };
		const data = packed(cropped(before, now, box));
		parts.push(frameControl(sequence++, box, frames[index].milliseconds));
		parts.push(before ? frameData(sequence++, data) : chunk('IDAT', data));
	});
	return Buffer.concat([
		beginning(pictures[0], [0, ...palette], [animationControl(frames.length)]),
		// The first colour is clear.
		chunk('tRNS', Buffer.from([0])),
		...parts,
		chunk('IEND', Buffer.alloc(0)),
	]);
}

module.exports = { withPalette, beside, moving };
