import fc from 'fast-check';

/** Country codes with a length that numbers behind them have. */
const PLANS: Array<[string, number]> = [
	...([
		['1', 10],
		['7', 10],
		['20', 10],
		['27', 9],
		['33', 9],
		['34', 9],
		['39', 10],
	] as const),
	...([
		['44', 10],
		['49', 10],
		['49', 11],
		['52', 10],
		['55', 11],
		['61', 9],
		['65', 8],
	] as const),
	...([
		['81', 10],
		['91', 10],
		['234', 10],
		['351', 9],
		['420', 9],
		['971', 9],
	] as const),
].map(([code, length]) => [code, length]);

/** A number in E.164 that its country can have, and that the sandbox does nothing special for. */
export const e164 = fc
	.constantFrom(...PLANS)
	.chain(([code, length]) =>
		fc
			.tuple(fc.integer({ min: 1, max: 9 }), fc.stringMatching(new RegExp(`^\\d{${length - 1}}$`)))
			.map(([first, rest]) => `+${code}${first}${rest}`),
	)
	.filter((number) => !number.startsWith('+1202555'));

/** What may stand between two digits: nothing most of the time. */
const between = fc.oneof(
	{ weight: 6, arbitrary: fc.constant('') },
	{
		weight: 4,
		arbitrary: fc.constantFrom(
			...[' ', '-', '.', '  ', ' - ', '\u00a0', '\u202f', '\u2009'],
			...['\u2010', '\u2011', '\u2013', '\u2014', '\u2212', '\u200b', '\u00ad', '\u2060'],
		),
	},
);

/** Text-direction marks and spaces that come along when a number is copied out of a contact or a web page. */
const around = fc.constantFrom(
	...['', '', ' ', '\t', '\n', '\u202a', '\u202d', '\u200e', '\u2066', '\ufeff'],
);

/** One valid number, and a spelling of it as people write it. */
export const spelledPhone = e164.chain((number) =>
	fc
		.record({
			plus: fc.constantFrom('+', '00', '(+', '+ ', '(00'),
			gaps: fc.array(between, { minLength: 16, maxLength: 16 }),
			bracketFrom: fc.nat({ max: number.length - 2 }),
			bracketLength: fc.integer({ min: 2, max: 5 }),
			brackets: fc.constantFrom('', '()', '[]'),
			ends: fc.tuple(around, around),
		})
		.map(({ plus, gaps, bracketFrom, bracketLength, brackets, ends: [before, after] }) => {
			const [open = '', close = ''] = brackets;
			const bracketTo = Math.min(bracketFrom + bracketLength, number.length - 1) - 1;
			const digits = [...number.slice(1)].map((digit, index) => {
				const opened = index === bracketFrom ? open : '';
				const closed = index === bracketTo ? close : '';
				return opened + digit + closed + gaps[index];
			});
			const closing = plus.startsWith('(') ? ')' : '';
			return { number, written: before + plus + digits.join('') + closing + after };
		})
		// `.0` or brackets at the end may be none of the number, and are refused (see phoneNumber.ts).
		.filter(({ written }) => !/\.0\D*$|\d[^\d([]*[([][^()[\]]*[)\]]?\D*$/.test(written))
		// A zero alone in brackets is the national prefix, which is refused (see phoneNumber.ts).
		.filter(({ written }) => !/[([][^\d()[\]]*0[^\d()[\]]*[)\]]/.test(written)),
);
