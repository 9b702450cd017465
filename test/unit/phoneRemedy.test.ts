import { expect, it } from '@jest/globals';

import { cellText } from '../../nodes/Elemente/fields/cellText';
import { phoneRemedy, toE164 } from '../../nodes/Elemente/fields/phoneNumber';
import { cpuClock } from '../support/cpuClock';

it.each([
	['4.47911E+11', 'shortened'],
	['4,47911E+11', 'shortened'],
	['+4.47911e11', 'shortened'],
	['44.7911E+10', 'shortened'],
	['4E+11', 'shortened'],
	['no:4.4E+11', 'Write it with +'],
	['no 4.4E+11', 'Write it with +'],
	['4.4E+11 home', 'Write it with +'],
	['+1 202 555 0111 x123', 'extension'],
	['+1 202 555 0111 ext. 5', 'extension'],
	['+1 202 555 0111, ext 5', 'extension'],
	['+1 202 555 0111 , ext 5', 'extension'],
	['+12025550111x5', 'extension'],
	['+12025550111;ext=5', 'extension'],
	['+12025550111 ; ext = 5', 'extension'],
	['+1 202 555 0111 extn.: 5', 'extension'],
	['+1 202 555 0111 Extension 1234567', 'extension'],
	['+1 202 555 0111 #5', 'extension'],
	['+1 202 555 0111 extn 5', 'extension'],
	['+1 202 555 0111 ext . 5', 'extension'],
	['+1 202 555 0111 x1 home', 'digits only'],
	['+49 30 1234567 Durchwahl 12', 'extension'],
	['+49 30/1234567', 'slash'],
	['+49 30/ 1234567', 'slash'],
	['+49 30 /1234567', 'slash'],
	['+12025550111, +12025550112', 'more than one'],
	['+1 202 555 0111 / +1 202 555 0112', 'more than one'],
	['+12025550111 or 2025550112', 'more than one'],
	['+12025550111 or home 2025550112', 'more than one'],
	['+12025550111 +12025550112', 'more than one'],
	['+12025550111 (Anna)  and  2025550112', 'more than one'],
	['+12025550111 oder 2025550112', 'more than one'],
	['+12025550111 und 2025550112', 'more than one'],
	['+12025550111; 2025550112', 'more than one'],
	['+12025550111|2025550112', 'more than one'],
	['+12025550111 & 2025550112', 'more than one'],
	['2025550111 / 2025550112', 'more than one'],
	['+12025550111 fort 2025550112', 'digits only'],
	['+44 07911 123456', 'Leave out the 0'],
	['+4407911123456', 'Leave out the 0'],
	['+44 (0)7911 123456', 'Leave out the (0)'],
	['+1202555011', 'too few'],
	['+120255501110', 'too many'],
	// Numbers of the United Kingdom have 7, 9 or 10 digits behind the code.
	['+44 791 11234', 'too few'],
	['+44 79111 234567', 'too many'],
	// 15 digits in all, whatever a country's own plan allows.
	['+62 81234567890123', 'too many'],
	['+49 1234', 'too few'],
	['00+12025550111', 'digits only'],
	['+999 123456', 'No country'],
	['2025550111', 'Default Country'],
	['020 7946 0123', 'Default Country'],
	['+1 202 CALL NOW', 'digits only'],
	['ask Anna', 'country code'],
	['1'.repeat(101), 'It is too long for a phone number. Leave only the number'],
	['1'.repeat(100), 'Write it with + and the country code'],
	['1234', 'Write it with + and the country code'],
	['a12345', 'Write it with + and the country code'],
	['12345a', 'Write it with + and the country code'],
])('says of %j what is the matter: %s', (written, remedy) => {
	expect(toE164(written)).toBeUndefined();
	expect(phoneRemedy(written)).toContain(remedy);
});

it.each(['12345', '0'])('says that %j is no number of the default country', (written) => {
	expect(toE164(written, 'GB')).toBeUndefined();
	expect(phoneRemedy(written, 'GB')).toContain('not a number of United Kingdom');
});

it('keeps a zero that belongs to the number', () => {
	expect(toE164('+39 06 698 12345')).toBe('+390669812345');
	expect(toE164('+225 01 23 45 67 89')).toBe('+2250123456789');
});

it.each([
	['mailto:jane@example.com?subject=Hi', 'jane@example.com'],
	['jane@example.com\u200b', 'jane@example.com'],
	['<jane@example.com>', 'jane@example.com'],
	['="jane@example.com"', 'jane@example.com'],
	["'jane@example.com", 'jane@example.com'],
	['  jane@example.com\u00a0', 'jane@example.com'],
	['jane@example.com', 'jane@example.com'],
])('reads %j as people do', (written, text) => {
	expect(cellText(written)).toBe(text);
});

it('takes no longer for a long cell than its length', () => {
	const usedMs = cpuClock();
	for (const part of ['<', "'", '="', ' ', '\u200b', '１', '(', '+1 ', 'tel:']) {
		cellText(part.repeat(300_000));
		toE164(part.repeat(300_000), 'GB');
	}
	expect(usedMs()).toBeLessThan(20_000);
});
