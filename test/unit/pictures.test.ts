import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { choosePalette } from '../support/pictures/palette';
import { readPng } from '../support/pictures/png';
import { beside, moving, withPalette } from '../support/pictures/smaller';
import { screenshot } from './support/screenshot';

/** The types of a file's chunks. */
function chunksOf(file: Buffer) {
	const chunks = [];
	for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
		chunks.push(file.toString('latin1', at + 4, at + 8));
	}
	return chunks;
}

describe('the pictures of the documentation', () => {
	it('are read as the browser writes them, whatever filters it chose', () => {
		const colour = fc.integer({ min: 0, max: 0xffffff });
		fc.assert(
			fc.property(fc.array(colour, { minLength: 24, maxLength: 24 }), (colours) => {
				const { pixels } = readPng(screenshot(4, 6, (x, y) => colours[y * 4 + x]));
				expect([...pixels]).toEqual(colours);
			}),
		);
	});

	it('keep every colour where there are few of them, and get at most 256 else', () => {
		const few = readPng(screenshot(20, 10, (x) => x * 0x010203));
		expect(choosePalette([few], 256).palette.sort((a, b) => a - b)).toEqual([
			...new Set([...few.pixels].sort((a, b) => a - b)),
		]);
		const many = readPng(screenshot(40, 40, (x, y) => x * 0x060000 + y * 0x0606));
		const { palette, indexOf } = choosePalette([many], 256);
		expect(palette).toHaveLength(256);
		const off = [...many.pixels].map((colour) => {
			const chosen = palette[indexOf.get(colour) ?? -1];
			return Math.max(
				...[16, 8, 0].map((shift) =>
					Math.abs(((colour >> shift) & 255) - ((chosen >> shift) & 255)),
				),
			);
		});
		expect(Math.max(...off)).toBeLessThan(24);
	});

	it('are files with a palette', () => {
		const file = withPalette(screenshot(6, 6, (x, y) => (x > y ? 0xffffff : 0x336699)));
		expect(chunksOf(file)).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
	});

	it('stand side by side', () => {
		const [left, right] = [2, 3].map((width) =>
			readPng(screenshot(width, 2, (_, y) => width * 16 + y)),
		);
		const { width, height, pixels } = beside(left, right);
		expect([width, height]).toEqual([5, 2]);
		expect([...pixels]).toEqual([32, 32, 48, 48, 48, 33, 33, 49, 49, 49]);
	});

	it('move, and hold of each frame what has changed', () => {
		const frame = (at: number) =>
			readPng(screenshot(50, 40, (x, y) => (x === at && y === 7 ? 0xff0000 : 0xffffff)));
		const file = moving([1, 2, 30].map((at) => ({ picture: frame(at), milliseconds: 200 })));
		expect(chunksOf(file)).toEqual([
			...['IHDR', 'acTL', 'PLTE', 'tRNS', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'fcTL', 'fdAT', 'IEND'],
		]);
		const controls = [...chunksAt(file, 'fcTL')];
		expect(controls.map((data) => [0, 4, 8, 12, 16].map((at) => data.readUInt32BE(at)))).toEqual([
			[0, 50, 40, 0, 0],
			[1, 2, 1, 1, 7],
			[3, 29, 1, 2, 7],
		]);
		expect(controls.map((data) => data.readUInt16BE(20))).toEqual([200, 200, 200]);
	});
});

function* chunksAt(file: Buffer, type: string) {
	for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
		if (file.toString('latin1', at + 4, at + 8) === type) {
			yield file.subarray(at + 8, at + 8 + file.readUInt32BE(at));
		}
	}
}
