import fc from 'fast-check';

const codePoints = (...[min, max]: [number, number]) =>
	fc.integer({ min, max }).map((code) => String.fromCodePoint(code));

const character = fc.oneof(
	{ weight: 4, arbitrary: codePoints(0x20, 0x7e) },
	{ weight: 2, arbitrary: codePoints(0, 0x24f) },
	{ weight: 1, arbitrary: codePoints(0x250, 0xd7ff) },
	// Signs that join, mark the direction of writing or are not seen.
	{ weight: 1, arbitrary: codePoints(0x2000, 0x206f) },
	{ weight: 1, arbitrary: codePoints(0xe000, 0xffff) },
	{ weight: 1, arbitrary: codePoints(0x1_0000, 0x10_ffff) },
);

/**
 * Any text: ASCII, other letters, what cannot be seen, characters of all planes, and what JavaScript has names for. Not
 * fast-check's own `binary`: each test file that uses it waits for a list of all 1.1 million characters.
 */
export const anyText = fc.oneof(
	{ weight: 2, arbitrary: fc.string() },
	{
		weight: 3,
		arbitrary: fc.array(character, { maxLength: 20 }).map((characters) => characters.join('')),
	},
);

/** The path of an address. */
export const anyPath = fc
	.array(anyText.map(encodeURIComponent), { maxLength: 4 })
	.map((parts) => `/${parts.join('/')}`);
