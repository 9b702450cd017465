import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { refuseBroken } from '../../nodes/Elemente/fields/brokenValue';
import { rowOf } from '../support/row';
import { seed } from '../support/seed';
import { cpuClock } from '../support/cpuClock';

/** The row of a node with these parameters, and with these cells. */
function context(parameters: IDataObject = {}, json: IDataObject = {}) {
	return { ...rowOf(parameters), getInputData: () => ({ json }) };
}

function problemOf(value: string, given = context(), source?: 'cell') {
	try {
		refuseBroken(given, value, 'Customer Name', source);
	} catch (error) {
		return (error as Error).message.replace(/^Row 1: /, '');
	}
	return undefined;
}

/** By hand, and not by the list in the code: what a spreadsheet in each language writes into a cell. */
const SHEET = [
	'#N/A #REF! #VALUE! #NAME? #DIV/0! #NULL! #NUM! #SPILL! #CALC! #GETTING_DATA #ERROR! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! #EXTERNAL! #BUSY! #PYTHON! #TIMEOUT! #CIRCULAR!',
	'#NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #KALK! #DATEN_ABRUFEN',
	'#NOM? #VALEUR! #NOMBRE! #NUL! #EPARS! #PROPAGATION! #CHARGEMENT_DONNEES',
	'#N/D #¡REF! #¡VALOR! #¿NOMBRE? #¡NUM! #¡DIV/0! #¡NULO! #¡DESBORDAMIENTO! #¡CALC! #OBTENIENDO_DATOS',
	'#RIF! #VALORE! #NOME? #NULLO! #ESPANSIONE!',
	'#VALOR! #NÚM! #NULO! #DESPEJAR! #DESPEJO!',
	'#N/B #VERW! #WAARDE! #NAAM? #GETAL! #DEEL/0! #LEEG! #OVERLOOP!',
	'#N/D! #ADR! #ARG! #NAZWA? #LICZBA! #DZIEL/0! #ZERO! #ROZLANIE!',
	'#Н/Д #ССЫЛКА! #ЗНАЧ! #ИМЯ? #ЧИСЛО! #ДЕЛ/0! #ПУСТО! #ПЕРЕНОС!',
	'#SAKNAS! #REFERENS! #VÄRDEFEL! #NAMN? #OGILTIGT! #DIVISION/0! #SKÄRNING!',
	'#I/T #REFERENCE! #VÆRDI! #NAVN? #VERDI!',
	'#PUUTTUU! #VIITTAUS! #ARVO! #NIMI? #LUKU! #JAKO/0! #TYHJÄ!',
	'#YOK #BAŞV! #DEĞER! #AD? #SAYI! #SAYI/0! #BÖL/0! #BOŞ!',
	'#HODNOTA! #NÁZEV? #ČÍSLO! #DĚLENÍ_NULOU!',
	'#HIÁNYZIK #HIV! #ÉRTÉK! #NÉV? #SZÁM! #ZÉRÓOSZTÓ! #NULLA!',
	'##### Err:502',
].flatMap((words) => words.split(' '));
const OTHERS = [
	...['Invalid DateTime', 'Invalid Date', 'Invalid date', 'undefined', 'NaN', '\ud83d', 'Jo\ude00'],
	...['[object Object]', '[object Array]', '[DateTime: 2025-03-12T10:00:00.000+01:00]'],
];

describe('a text that means "broken"', () => {
	it.each([...SHEET, ...OTHERS])('is refused: %j', (value) => {
		for (const padded of [value, ` ${value}\n`, `\u00a0${value}`]) {
			expect(problemOf(padded)).toMatch(/^Customer Name (is|holds) ".+", /);
			expect(problemOf(padded, context(), 'cell')).toBeDefined();
		}
	});

	it('says what it is, and what to do', () => {
		expect(problemOf('#N/A')).toBe('Customer Name is "#N/A", an error of the spreadsheet');
		expect(() => refuseBroken(context(), '#N/A', 'X')).toThrow(
			expect.objectContaining({
				description: 'Correct the formula in the spreadsheet, or empty the cell.',
			}),
		);
	});

	it.each([
		'Hi [object Object], your order is ready',
		'due Invalid DateTime',
		'Jane #N/A',
		'total: #DIV/0!.',
		'Hi [object Object]',
		'[object Object],[object Object]',
		'on [DateTime: 2025-03-12T10:00:00.000+01:00]',
		'Hi undefined, your order',
		'Jane undefined',
		'You owe NaN dollars',
		'cut \ud83d',
		'cut \ud83d off',
	])('is refused within %j', (value) => {
		expect(problemOf(value)).toMatch(/^Customer Name holds ".+", /);
	});

	it('is refused where the cell holds it with nothing but blanks around, or half of a character', () => {
		const row = context({}, { Age: 5, Name: ' undefined ', Note: 'cut \ud83d off' });
		expect(problemOf('Hi undefined', row)).toBeDefined();
		expect(problemOf('cut \ud83d', row, 'cell')).toBeDefined();
	});

	it.each([
		...[
			'Null',
			'null',
			'NULL',
			'Undefined',
			'Nan',
			'Nan Li',
			'Naan',
			'NaNa',
			'None',
			'N/A',
			'n/a',
			'-',
		],
		...[
			'#1',
			'#sale',
			'#SALE',
			'Suite #NV',
			'# of seats',
			'Apt #4!',
			'C#',
			'##',
			'#nv',
			'Err:5021',
		],
		...['Invalid', 'Invalid Dates', 'Mr. Invalid Dateline', '[object]', 'object Object', '[x]'],
		...['undefinedly', 'Ref!', 'REF!', '😀', '👨‍👩‍👧', 'مِی‌خواهم', 'Infinity', 'Error', 'Loading...'],
	])('is not what %j is', (value) => {
		expect(problemOf(value)).toBeUndefined();
	});

	it(`is not what any ordinary text is (seed ${seed})`, () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (value) => {
				expect(problemOf(value)).toBeUndefined();
			}),
			{ numRuns: 2_000 },
		);
	});

	it(`is found in any text, wherever it stands (seed ${seed})`, () => {
		const broken = fc.constantFrom(...SHEET.filter((error) => /[!?]$/.test(error)), ...OTHERS);
		const words = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
		fc.assert(
			fc.property(words, broken, words, (before, value, after) => {
				fc.pre(value !== 'Invalid date');
				expect(problemOf(`${before} ${value} ${after}`)).toBeDefined();
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('words that are meant', () => {
	it('may be typed: a prompt says what to do when they are found', () => {
		const typed = {
			agentOverride: { promptExpression: '=If it is #N/A or undefined, ask. {{ $json.a }}' },
		};
		expect(problemOf('If it is #N/A or undefined, ask. A', context(typed))).toBeUndefined();
		expect(problemOf('If it is #REF!, ask.', context(typed))).toBeDefined();
	});

	it('may stand in a longer cell that is sent as a fact, but not alone in it', () => {
		const note = 'The app shows [object Object] and Invalid Date, the total NaN';
		expect(problemOf(note, context({}, { note }), 'cell')).toBeUndefined();
		expect(problemOf(note, context({}, { note }))).toContain('holds "Invalid Date"');
		expect(problemOf('Hi #N/A', context({}, { name: '#N/A' }), 'cell')).toContain('holds "#N/A"');
		expect(problemOf('is undefined', context({}, { note: 'is undefined' }))).toBeUndefined();
	});

	it('are words where the text may come from elsewhere', () => {
		const elsewhere = { customerName: "={{ $('LLM').item.json.text }}" };
		expect(problemOf('The scope is undefined', context(elsewhere))).toBeUndefined();
		expect(problemOf('undefined', context(elsewhere))).toBeDefined();
	});
});

it.each([
	['hashes', '# #x'],
	['brackets', '[DateTime: '],
	['dates', 'Invalid '],
	['digits', '[DateTime: 1'],
])('reads a megabyte of %s at once', (_, part) => {
	const value = part.repeat(1_000_000 / part.length);
	const usedMs = cpuClock();
	problemOf(value);
	expect(usedMs()).toBeLessThan(1_000);
});
