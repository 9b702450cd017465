import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
	LINE_BREAK,
	descriptionText,
	messageText,
	noTags,
	quote,
} from '../../nodes/Elemente/errors/editorText';
import { seed } from '../support/seed';
import { anyText } from '../support/texts';

describe(`what the editor shows (seed ${seed})`, () => {
	it('holds no tag and no control character, whatever came', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				for (const shown of [noTags(text), quote(text), messageText(text)]) {
					expect(shown).not.toMatch(/[<>]/);
					expect(shown.replace(/[\t\n]/g, '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
				}
			}),
			{ numRuns: 1_000 },
		);
	});

	it('quotes sixty characters of a value, and says that there are more', () => {
		expect(quote('x'.repeat(60))).toBe(`"${'x'.repeat(60)}"`);
		expect(quote('x'.repeat(61))).toBe(`"${'x'.repeat(60)}…"`);
		expect(quote({ a: 1 })).toBe('"{"a":1}"');
		expect(LINE_BREAK).toBe('<br>\n');
	});

	it('is at most 4,000 characters long, and never ends in half a line break', () => {
		for (let before = 3_980; before <= 4_010; before++) {
			const shown = descriptionText(`${'x'.repeat(before)}${LINE_BREAK}${'y'.repeat(5_000)}`);
			expect(shown.length).toBeLessThanOrEqual(4_000);
			expect(shown.endsWith('…')).toBe(true);
			expect(shown.replaceAll('<br>', '')).not.toMatch(/[<>]/);
		}
		expect(descriptionText('x'.repeat(4_000))).toBe('x'.repeat(4_000));
	});

	it('keeps its own line breaks in a description, and no other tag', () => {
		const shown = descriptionText(`one <b>${LINE_BREAK}two <a href="https://x.example">`);
		expect(shown).toBe(`one ‹b›${LINE_BREAK}two ‹a href="https://x.example"›`);
	});

	it.each([
		['a\u001b[31mb', 'a[31mb'],
		['a\u0000b\u202ec', 'abc'],
		['a\tb\nc', 'a\tb\nc'],
	])('shows %j as %j', (text, shown) => {
		expect(noTags(text)).toBe(shown);
	});

	it('quotes what cannot be written as JSON', () => {
		const circle: Record<string, unknown> = {};
		circle.self = circle;
		expect(quote(circle)).toBe('"…"');
	});
});
