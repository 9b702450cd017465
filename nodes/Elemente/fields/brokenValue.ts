import { quote } from '../errors/editorText';
import { RowProblem } from '../rows/problems';
import type { RowContext } from '../rows/row';
import { reachesBeyondRow } from './columns';

/**
 * What a spreadsheet shows in place of a value that it cannot work out, as it is written into a file: by Excel in the
 * languages in which it is most used, by Google Sheets and by LibreOffice.
 */
const SHEET_ERRORS = [
	'#N/A #REF! #VALUE! #NAME? #DIV/0! #NULL! #NUM! #SPILL! #CALC! #GETTING_DATA #ERROR! #FIELD! #BLOCKED! #CONNECT!',
	'#UNKNOWN! #EXTERNAL! #BUSY! #PYTHON! #TIMEOUT! #CIRCULAR!',
	// German, French, Spanish, Italian
	'#NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #KALK! #DATEN_ABRUFEN #NOM? #VALEUR! #NOMBRE! #NUL! #EPARS! #PROPAGATION!',
	'#CHARGEMENT_DONNEES #N/D #¡REF! #¡VALOR! #¿NOMBRE? #¡NUM! #¡DIV/0! #¡NULO! #¡DESBORDAMIENTO! #¡CALC! #OBTENIENDO_DATOS',
	'#RIF! #VALORE! #NOME? #NULLO! #ESPANSIONE!',
	// Portuguese, Dutch, Polish, Russian
	'#VALOR! #NÚM! #NULO! #DESPEJAR! #DESPEJO! #N/B #VERW! #WAARDE! #NAAM? #GETAL! #DEEL/0! #LEEG! #OVERLOOP! #N/D! #ADR!',
	'#ARG! #NAZWA? #LICZBA! #DZIEL/0! #ZERO! #ROZLANIE! #Н/Д #ССЫЛКА! #ЗНАЧ! #ИМЯ? #ЧИСЛО! #ДЕЛ/0! #ПУСТО! #ПЕРЕНОС!',
	// Swedish, Danish, Norwegian, Finnish
	'#SAKNAS! #REFERENS! #VÄRDEFEL! #NAMN? #OGILTIGT! #DIVISION/0! #SKÄRNING! #I/T #REFERENCE! #VÆRDI! #NAVN? #VERDI!',
	'#PUUTTUU! #VIITTAUS! #ARVO! #NIMI? #LUKU! #JAKO/0! #TYHJÄ!',
	// Turkish, Czech, Hungarian
	'#YOK #BAŞV! #DEĞER! #AD? #SAYI! #SAYI/0! #BÖL/0! #BOŞ! #HODNOTA! #NÁZEV? #ČÍSLO! #DĚLENÍ_NULOU! #HIÁNYZIK #HIV!',
	'#ÉRTÉK! #NÉV? #SZÁM! #ZÉRÓOSZTÓ! #NULLA!',
].flatMap((line) => line.split(' '));

/** What is broken about a value, and what to do. Searching a text takes a time that grows with its length alone. */
interface Kind {
	what: string;
	remedy: string;
	/** The value is nothing else */
	whole: RegExp;
	/** Somewhere in a longer text, where hardly anybody writes it by intention */
	within?: RegExp;
}

const escaped = (text: string) => text.replace(/[?/]/g, '\\$&');
/** Those that no hashtag looks like. */
const UNMISTAKABLE = SHEET_ERRORS.filter((error) => /\/|[!?]$/.test(error)).map(escaped);

const DATE: Kind = {
	what: 'a date that could not be read',
	remedy:
		"Correct the date in the row, or say in the expression how it is written, for example DateTime.fromFormat($json.Due, 'dd.MM.yyyy').",
	whole: /^Invalid (?:DateTime|Date|date|Duration|Interval|time value)$/,
	within: /\bInvalid (?:DateTime|Date)\b/,
};

const NO_RESULT: Kind = {
	what: 'what an expression gives that has no result',
	remedy: 'Correct the expression, or fill in the columns that it uses.',
	whole: /^(?:undefined|NaN)$/,
};

const HALF: Kind = {
	what: 'half of a character',
	remedy: 'Enter the text again: it was cut in the middle of a character, such as an emoji.',
	whole: /^\p{Surrogate}$/u,
	within: /\p{Surrogate}/u,
};

const KINDS: Kind[] = [
	DATE,
	NO_RESULT,
	HALF,
	{
		what: 'an error of the spreadsheet',
		remedy: 'Correct the formula in the spreadsheet, or empty the cell.',
		// ##### is a column too narrow for its number, Err:502 is LibreOffice's.
		whole: new RegExp(`^(?:${SHEET_ERRORS.map(escaped).join('|')}|#{3,}|Err:\\d{3})$`),
		within: new RegExp(`(?<![\\p{L}\\p{N}])(?:${UNMISTAKABLE.join('|')})(?![\\p{L}\\p{N}])`, 'u'),
	},
	{
		what: 'an object, of which only the kind is left',
		remedy: 'Drag the field of the object that holds the text, for example $json.customer.name.',
		whole: /^\[object [A-Z]\w{0,40}\]$/,
		within: /\[object [A-Z]\w{0,40}\]/,
	},
	{
		what: 'a date as n8n shows it for reading only',
		remedy: "Write it out in the expression, for example {{ $json.Due.toFormat('d LLLL yyyy') }}.",
		whole: /^\[DateTime: [^\]]{0,200}\]$/,
		within: /\[DateTime: \d[^\]]{0,60}\]/,
	},
];

/** Words of other texts too: they are broken where an expression has put them between others. */
const RESULTLESS = /(?<![\p{L}\p{N}_])(?:undefined|NaN)(?![\p{L}\p{N}_])/u;

/** What all of them have something of; most texts have nothing. */
const SUSPICIOUS = /[#[\ud800-\udfff]|Err:|Invalid |undefined|NaN/;

/**
 * Refuses a text that means "broken": no broken value reaches a person. A value that is nothing else is refused
 * always. Between other words it is, unless the user has typed it there: a prompt may tell the agent what to do when
 * it finds "#N/A".
 *
 * @param subject what the sentence is about, for example `Customer Name`
 * @param source `cell`: longer texts of the row's own may hold such words, as a support case about a bug does
 * @throws RowProblem
 */
export function refuseBroken(
	context: RowContext,
	value: string,
	subject: string,
	source: 'field' | 'cell' = 'field',
): void {
	if (!SUSPICIOUS.test(value)) return;
	const trimmed = value.trim();
	const whole = KINDS.find((kind) => kind.whole.test(trimmed));
	if (whole) throw problem(context, subject, 'is', trimmed, whole);
	for (const kind of KINDS) {
		const [found] = kind.within?.exec(value) ?? [];
		if (found === undefined) continue;
		const isMeant =
			kind !== HALF &&
			(isTyped(context, found) || (source === 'cell' && isInLongerCell(context, found)));
		if (!isMeant) throw problem(context, subject, 'holds', found, kind);
	}
	const [word] = RESULTLESS.exec(value) ?? [];
	if (word === undefined || isTyped(context, word) || isInLongerCell(context, word)) return;
	// Else the word may have come from there.
	if (!reachesBeyondRow(context.getNode().parameters))
		throw problem(context, subject, 'holds', word, NO_RESULT);
}

/** The problem of a date object that holds no date. */
export function brokenDate(context: RowContext, subject: string): RowProblem {
	return new RowProblem(context, `${subject} is ${DATE.what}`, DATE.remedy);
}

function problem(
	context: RowContext,
	subject: string,
	verb: 'is' | 'holds',
	found: string,
	{ what, remedy }: Kind,
): RowProblem {
	const shown = quote(found.replace(/\p{Surrogate}/gu, '\ufffd'));
	return new RowProblem(context, `${subject} ${verb} ${shown}, ${what}`, remedy);
}

function isTyped(context: RowContext, found: string): boolean {
	return JSON.stringify(context.getNode().parameters).includes(found);
}

function isInLongerCell(context: RowContext, found: string): boolean {
	return Object.values(context.getInputData().json).some(
		(cell) => typeof cell === 'string' && cell.trim() !== found && cell.includes(found),
	);
}
