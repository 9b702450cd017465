import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { cellText, latinDigits } from '../../nodes/Elemente/fields/cellText';

describe('a cell as a person reads it', () => {
	it.each([
		...[
			['+1 202', '+1 202'],
			['  +1 202\n', '+1 202'],
			['', ''],
			['a  b', 'a  b'],
		],
		// What is not seen, and blanks of other kinds.
		...[
			['\u200b12\u00ad3\u2060', '123'],
			['1\u00a02\u20093', '1 2 3'],
			['\u3000 12\u00a0', '12'],
		],
		...[
			['\u200b 12 \ufeff', '12'],
			['1\t2\n3', '1\t2\n3'],
		],
		['＋１２＠ａ．ｂ～', '+12@a.b~'],
		// What programs and spreadsheets put around a value.
		...[
			['tel:+12', '+12'],
			['TEL : //+12', '+12'],
			['mailto:a@b.c', 'a@b.c'],
			['callto:12', '12'],
		],
		...[
			['sms:+12?body=hi\nthere', '+12'],
			['whatsapp://12', '12'],
			['a?b', 'a?b'],
		],
		...[
			['="12"', '12'],
			['="', '="'],
			['=12"', '=12"'],
			['="12', '="12'],
		],
		...[
			['<12>', '12'],
			['<12', '<12'],
			['12>', '12>'],
			['< 12 >', '12'],
			['<<12>>', '12'],
		],
		...[
			['"12"', '12'],
			["'12'", '12'],
			['`12`', '12'],
			['"12', '"12'],
			['12"', '12"'],
		],
		...[
			["'12", '12'],
			['‘12', '12'],
			['’12', '12'],
			["1'2", "1'2"],
			["12'", "12'"],
			['"', '"'],
		],
		...[
			["''", ''],
			['`', '`'],
			['` 12 `', '12'],
			[`"'12'"`, '12'],
			['<mailto:a@b>', 'a@b'],
		],
		['＂１２＂', '12'],
		['"<"\'12\'">"', '12'],
		['"""""12"""""', '12'],
		['""""""12""""""', '"12"'],
	])('%j is %j', (written, text) => {
		expect(cellText(written)).toBe(text);
	});

	it('is the same when it is read once more, where nothing is around it', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[+\w][+\w @.-]*[+\w]$/), (text) => {
				fc.pre(!text.includes(':'));
				for (const around of [text, ` ${text}\u00a0`, `\u200b${text}`, `"${text}"`]) {
					expect(cellText(around)).toBe(text);
				}
			}),
		);
	});
});

it.each([
	...[
		['12', '12'],
		['a1', 'a1'],
		['٠٩', '09'],
		['۰۹', '09'],
		['०९', '09'],
		['৯', '9'],
		['๙', '9'],
	],
	...[
		['꯰꯹', '09'],
		['\u0080٣', '\u00803'],
		['+١ (٢٠٢)', '+1 (202)'],
	],
	// Digits of a script that is not known stay as they are.
	['𝟘', '𝟘'],
])('the digits of %j are %j', (written, digits) => {
	expect(latinDigits(written)).toBe(digits);
});
