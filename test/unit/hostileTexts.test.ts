import { describe, expect, it } from '@jest/globals';

import { normalizeBaseUrl } from '../../credentials/baseUrl';
import { readCutJson } from '../../nodes/Elemente/api/cutJson';
import { readCallingHours } from '../../nodes/Elemente/createCalls/callingHours';
import { readDoNotContact } from '../../nodes/Elemente/createCalls/doNotContact';
import { descriptionText, messageText, quote } from '../../nodes/Elemente/errors/editorText';
import { failureOfError, wordsOf } from '../../nodes/Elemente/errors/readFailure';
import { cellText } from '../../nodes/Elemente/fields/cellText';
import {
	columnKey,
	columnName,
	columnReferredTo,
	isBlank,
	visibleName,
} from '../../nodes/Elemente/fields/columns';
import { phoneRemedy, toE164 } from '../../nodes/Elemente/fields/phoneNumber';
import { placeholdersIn } from '../../nodes/Elemente/fields/placeholders';
import { elementePlaceholder } from '../../nodes/Elemente/fields/prompt';
import { cpuClock } from '../support/cpuClock';

/** Whatever reads a text that comes from a cell, from the API or from the user's settings. */
const READERS: Record<string, (text: string) => unknown> = {
	cellText,
	columnName,
	columnKey,
	isBlank,
	visibleName,
	columnReferredTo: (text) => columnReferredTo(`={{ $json['${text}`),
	toE164,
	national: (text) => toE164(text, 'GB'),
	phoneRemedy,
	placeholdersIn,
	elementePlaceholder: (text) => elementePlaceholder(`=${text}`),
	doNotContact: readDoNotContact,
	doNotContactObject: (text) => readDoNotContact([{ phone: text, email: `${text}@` }]),
	callingHours: (text) => readCallingHours({ from: text, to: text, days: text }, 'UTC'),
	timeZone: (text) => readCallingHours({ timeZone: text }, 'UTC'),
	readCutJson: (text) => readCutJson(text.slice(0, 10_000)),
	quote,
	messageText,
	descriptionText,
	wordsOf,
	failureOfError: (message) => failureOfError({ message }),
	baseUrl: (text) => normalizeBaseUrl(`https://a.example/${text}`),
};

const UNITS = [
	...[' ', '\t', '\u00a0', '\u200b', '\u200d', '0', '1', '1 ', '-', '(', '()', '[[', ']]', '{{'],
	...[
		'{{a',
		'<',
		'<h1',
		'"',
		'\\',
		"'",
		'`',
		'="',
		'@',
		'a@',
		'x',
		'ext',
		'.',
		'/',
		'//',
		',',
		';',
	],
	...[
		'|',
		' / ',
		'+',
		'1+',
		'#',
		'[object ',
		'[DateTime: 1',
		'\ud800',
		'e\u0301',
		'１',
		'tel:',
		'٠',
	],
];

/** What an expression that backtracks finds at last, or does not find. */
const ENDS = [
	['', ''],
	['1', '!'],
	['a', '1'],
	['+1', 'x'],
];

/** More than a cell of Excel holds, in characters. An expression that backtracks takes ten seconds and more for each. */
const LONG = 50_000;

/** In milliseconds, also on a machine that is busy: most take a hundredth of it. */
const MOST_MS = 3_000;

describe.each(Object.entries(READERS))(
	'%s reads a text in a time that grows with its length',
	(_, read) => {
		it.each(UNITS)('of many %j', (unit) => {
			for (const [start, end] of ENDS) {
				const text = start + unit.repeat(LONG / unit.length) + end;
				const usedMs = cpuClock();
				try {
					read(text);
				} catch (error) {
					// It may refuse the text, in words for a person.
					expect(error).not.toBeInstanceOf(RangeError);
					expect(error).not.toBeInstanceOf(TypeError);
				}
				expect(usedMs()).toBeLessThan(MOST_MS);
			}
		});
	},
);
