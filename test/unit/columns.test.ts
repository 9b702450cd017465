import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { columnKey, columnName, isBlank, visibleName } from '../../nodes/Elemente/fields/columns';
import { seed } from '../support/seed';

const UNSEEN = ['\u00ad', '\u200b', '\u200e', '\u200f', '\u202a', '\u2060', '\u2066', '\ufeff'];
const BLANKS = ['\u00a0', '\u2007', '\u202f', '\u3000', '\t', '\r\n', '\n', ' \u00a0'];
const unseen = fc.array(fc.constantFrom(...UNSEEN), { maxLength: 3 }).map((all) => all.join(''));
const word = fc
	.stringMatching(/^[A-Za-z0-9ÄÖÜäöüßéñ数量НДمي_.,#-]{1,8}$/)
	.filter((text) => text !== '');
const words = fc.array(word, { minLength: 1, maxLength: 4 });

/** Words as somebody reads them, and the same with what cannot be seen between, around and in them. */
const name = fc
	.tuple(
		words,
		fc.array(fc.tuple(fc.constantFrom(' ', ...BLANKS), unseen, unseen), {
			minLength: 6,
			maxLength: 6,
		}),
	)
	.map(([parts, odd]) => {
		const written = parts.map((part, at) => {
			const [blank, first, second] = odd[at];
			return `${at === 0 ? '' : blank}${first}${part.slice(0, 1)}${second}${part.slice(1)}`;
		});
		const [, before, after] = odd[5];
		return {
			read: parts.join(' ').normalize('NFC'),
			written: `${before}${written.join('')}${odd[4][0]}${after}`,
		};
	});

describe(`the name of a column (seed ${seed})`, () => {
	it('is what is read', () => {
		fc.assert(
			fc.property(name, ({ read, written }) => {
				expect(columnName(written)).toBe(read);
				expect(columnName(written.normalize('NFD'))).toBe(read);
				expect(columnName(read)).toBe(read);
				expect(columnKey(written)).toBe(columnKey(read));
			}),
			{ numRuns: 2_000 },
		);
	});

	it('is the same when it is read again, whatever it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (written) => {
				const read = columnName(written);
				expect(columnName(read)).toBe(read);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('keeps what joins letters, and blanks that are meant', () => {
		for (const kept of [
			'می\u200cخواهم',
			'👨\u200d👩\u200d👧',
			'क्\u200dष',
			'a  b',
			'a.b[0]',
			'__proto__',
		]) {
			expect(columnName(kept)).toBe(kept);
		}
	});

	it('can be shown with what cannot be seen', () => {
		expect(visibleName('\ufeffOrder\u00a0ID ')).toBe('⟨U+FEFF⟩Order⟨U+00A0⟩ID ');
	});
});

describe(`an empty cell (seed ${seed})`, () => {
	const blank = fc.array(fc.constantFrom(' ', ...UNSEEN, ...BLANKS, '\u200c', '\u200d'));
	it('holds nothing that is seen', () => {
		fc.assert(fc.property(blank, (parts) => expect(isBlank(parts.join(''))).toBe(true)));
		for (const value of [undefined, null, '']) expect(isBlank(value)).toBe(true);
	});

	it('is none where something is seen in it', () => {
		fc.assert(
			fc.property(blank, word, blank, (before, seen, after) => {
				expect(isBlank([...before, seen, ...after].join(''))).toBe(false);
			}),
		);
		for (const value of [0, false, Number.NaN, {}, [], '0', '-'])
			expect(isBlank(value)).toBe(false);
	});
});
