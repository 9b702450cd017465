import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
	absentColumn,
	columnKey,
	columnName,
	columnsOf,
	isBlank,
	visibleName,
} from '../../nodes/Elemente/fields/columns';
import { rowOf } from '../support/row';
import { seed } from '../support/seed';
import { anyText } from '../support/texts';

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
			fc.property(anyText, (written) => {
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
		expect(columnName(' \u200d\u00a0می\u200cخواهم \u200c')).toBe('می\u200cخواهم');
		expect(columnName('\u200d \u200c')).toBe('');
		for (const odd of [' ab', '\u200bab', '\u00a0 ab', 'ab ', 'ab\u200b', 'a\u00adb', 'a\u200bb']) {
			expect(columnName(odd)).toBe('ab');
		}
		expect(columnName('a\u00a0b')).toBe('a b');
	});

	it('is not that of another word, which capitals would make the same', () => {
		expect(columnKey('Maße')).not.toBe(columnKey('Masse'));
		expect(columnKey('MASSE')).toBe(columnKey('Masse'));
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

describe('the columns of a run', () => {
	it('are looked for once, however many rows ask', () => {
		const run = rowOf({}, 0, [{ A: 1 }, { B: 2, A: 3 }]).getExecuteData();
		expect([...columnsOf(run).names]).toEqual(['A', 'B']);
		expect(columnsOf(run)).toBe(columnsOf(run));
	});

	it('are none where a run has no rows, as that of a tool', () => {
		const { node, source } = rowOf().getExecuteData();
		for (const main of [undefined, [], [null]]) {
			expect(columnsOf({ node, source, data: { ...(main ? { main } : {}) } }).names.size).toBe(0);
		}
	});

	const remedyFor = (names: string[], phone: unknown = '={{ $json.Mobile }}') => {
		const row = Object.fromEntries(names.map((each) => [each, 1]));
		return absentColumn(rowOf({ phone } as never, 0, [row]), 'phone')?.remedy;
	};

	it('are told where the one that is meant is not there: twenty at most', () => {
		const names = Array.from({ length: 21 }, (_, at) => `c${at + 1}`);
		const twenty = names
			.slice(0, 20)
			.map((each) => `"${each}"`)
			.join(', ');
		const drag = 'Drag the right one into the field.';
		expect(remedyFor(names.slice(0, 20))).toBe(`There are: ${twenty}. ${drag}`);
		expect(remedyFor(names)).toBe(`There are: ${twenty} …. ${drag}`);
		expect(remedyFor([])).toContain('The rows have no columns at all');
		expect(remedyFor(['mobile'])).toBe('There is "mobile": drag that column into the field.');
	});

	it.each([
		...["={{ $json['Mobile'] }}", '={{$json["Mobile"]}}', "={{\n$json[ 'Mobile' ] }}"],
		...['={{ $json[ "Mobile" ]}}', '={{$json.Mobile}}', '={{  $json.Mobile  }}'],
	])('are looked at where a field is %j', (written) => {
		expect(remedyFor(['mobile'], written)).toContain('There is "mobile"');
	});

	it('are not looked at where a field is no plain reference to one', () => {
		for (const written of [
			null,
			7,
			{},
			'Mobile',
			'={{ $json.Mobile + 1 }}',
			'To ={{ $json.Mobile }}',
			'={{ $json.Mobile }}.',
		]) {
			expect(remedyFor(['mobile'], written)).toBeUndefined();
		}
	});
});
