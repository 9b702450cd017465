import type { IDataObject } from 'n8n-workflow';

import { asJson, quote } from '../errors/editorText';
import { getPath } from '../fields/bodyPath';
import { cellText, latinDigits } from '../fields/cellText';
import { toE164 } from '../fields/phoneNumber';
import { isEmpty } from '../fields/values';
import type { RuleProblem } from './callingHours';

/** Whom not to contact: read once for the run. */
export interface DoNotContactList {
	/** Numbers in E.164, and e-mail addresses in small letters */
	entries: ReadonlySet<string>;
	/** Numbers without their country, by how many digits they have: all that end so are meant */
	endings: ReadonlyMap<number, ReadonlySet<string>>;
	/** How many entries could be read */
	size: number;
	/** Entries that name nobody, such as a heading; they hold nothing back */
	words: string[];
}

/** Digits without a country that are enough to tell who is meant. */
const SHORTEST_ENDING = 7;

/** An object is searched so deep: n8n's items hold their columns in `json`. What lies deeper cannot be read. */
const DEEPEST = 6;

/**
 * Reads *Do Not Contact*: numbers and addresses parted by commas, semicolons or line breaks, or a list of them from an
 * expression; of objects, such as the items of another node, every value that is a number or an address.
 *
 * Nobody is called because an entry could not be read: a number without its country stands for all that end so, and
 * one that has digits or an @ and still is neither is a problem. Only words without either are let pass, and told.
 *
 * @param written what the field gives; undefined when its expression found nothing, for example because the node that
 * loads the list has not run
 */
export function readDoNotContact(written: unknown): DoNotContactList | RuleProblem {
	if (written === undefined || written === null) {
		return {
			problem: 'Do Not Contact gives no list',
			remedy: 'Check that the node with the list has run, or take the rule out.',
		};
	}
	const list = new ReadList();
	for (const entry of Array.isArray(written) ? (written as unknown[]) : [written]) list.add(entry);
	const [unreadable] = list.unreadable;
	if (unreadable === undefined) return list;
	const others = list.unreadable.length - 1;
	return {
		problem: `Do Not Contact holds ${quote(unreadable)}${others > 0 ? ` and ${others} more` : ''}, which ${others > 0 ? 'are' : 'is'} neither a phone number nor an e-mail address`,
		remedy:
			'Write numbers with + and the country code, one for each line, so that nobody on the list is called by mistake; or take the entry out.',
	};
}

/** Somebody, by a number or an address, or by the end of a number. */
type Naming = { whole: string } | { ending: string };

/** What one part of the list is. */
type ReadPart = Naming | { isWord: boolean };

class ReadList implements DoNotContactList {
	readonly entries = new Set<string>();

	readonly endings = new Map<number, Set<string>>();

	readonly words: string[] = [];

	readonly unreadable: string[] = [];

	size = 0;

	add(entry: unknown): void {
		if (typeof entry !== 'object') {
			for (const part of partsOf(entry, 0)) this.addText(part);
			return;
		}
		// Of the columns of somebody on the list, an age or a street names nobody, and a customer number is no ending.
		const read = partsOf(entry, DEEPEST).map(readPart);
		const hasNumber = read.some((part) => 'whole' in part && !part.whole.includes('@'));
		const naming = read.filter(
			(part): part is Naming => 'whole' in part || ('ending' in part && !hasNumber),
		);
		for (const part of naming) this.addNaming(part);
		if (naming.length > 0 || read.length === 0) return;
		const isWord = read.every((part) => 'isWord' in part && part.isWord);
		this.addNameless(isWord, asJson(entry) ?? '');
	}

	private addText(written: string): void {
		const read = readPart(written);
		if ('isWord' in read) this.addNameless(read.isWord, written);
		else this.addNaming(read);
	}

	private addNaming(part: Naming): void {
		this.size++;
		if ('whole' in part) {
			this.entries.add(part.whole);
			return;
		}
		const { ending } = part;
		const same = this.endings.get(ending.length) ?? new Set();
		this.endings.set(ending.length, same.add(ending));
	}

	private addNameless(isWord: boolean, written: string): void {
		(isWord ? this.words : this.unreadable).push(written);
	}
}

/** @param depth how deep objects are searched */
function partsOf(entry: unknown, depth: number): string[] {
	if (isEmpty(entry)) return [];
	if (typeof entry === 'object') {
		return depth > 0 ? Object.values(entry).flatMap((value) => partsOf(value, depth - 1)) : ['@'];
	}
	return String(entry)
		.split(/[,;\r\n\u2028\u2029]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/** The longest address that there can be, in characters. What is longer is not looked through. */
const LONGEST_PART = 320;

function readPart(written: string): ReadPart {
	const text = cellText(written);
	if (text.length > LONGEST_PART) return { isWord: !NAMES_SOMEBODY.test(text) };
	const part = text.replace(AROUND, '');
	const number = toE164(part) ?? toE164(part.replace(NOT_DIALLED, ''));
	const whole = number ?? addressIn(part);
	if (whole !== undefined) return { whole };
	const ending = endingOf(part);
	return ending === undefined ? { isWord: !NAMES_SOMEBODY.test(part) } : { ending };
}

const NAMES_SOMEBODY = /[\p{Nd}@]/u;

/** What is left of what programs put around a value. */
const AROUND = /^[='"`]+|['"`]+$/g;

/** An extension, and the zero in brackets that is dialled inside the country only. */
const NOT_DIALLED = /\s*(?:x|ext\.?|#)\s*\d{1,6}$|[([]0[)\]]/gi;

/** An address, also in brackets or with a name in front: `Ada <ada@example.com>`, `mailto:ada@example.com`. */
function addressIn(part: string): string | undefined {
	const found = /^(?:[^@<>]*<)?\s*(?:mailto:)?([^\s@<>]+@[\p{L}\p{M}\p{N}.-]+)\s*>?$/iu.exec(part);
	return found ? addressKey(found[1]) : undefined;
}

/** The same for an address in every spelling: of its capitals, its characters, and its domain in another script. */
function addressKey(address: string): string {
	const [name, domain = ''] = cellText(address).normalize('NFKC').toLowerCase().split('@');
	const url = `http://${domain.replace(/\.$/, '')}`;
	return `${name}@${URL.canParse(url) ? new URL(url).hostname : domain}`;
}

/** Two numbers in one entry, or one with an extension behind a slash. */
const MORE_THAN_ONE = /(?:\d[^\d\s/]*){7}[\s/]+(?:\d[^\d\s/]*){7}|(?:\d[^\d/]*){7}\//;

/** No number without its country has more digits. */
const LONGEST_ENDING = 13;

/** The digits of a number without its country; its leading zeros are dialled inside the country only. */
function endingOf(part: string): string | undefined {
	// With a plus it claims to be whole, and is not.
	if (!/^[\p{Nd}\p{P}\p{Z}\p{Cf}\t]+$/u.test(part)) return undefined;
	const written = latinDigits(part);
	if (MORE_THAN_ONE.test(written)) return undefined;
	const digits = written.replace(/\D/g, '').replace(/^0+/, '');
	if (digits.length < SHORTEST_ENDING) return undefined;
	// As long as that it is a number with its country, and without its plus.
	return digits.length <= LONGEST_ENDING || toE164(`+${digits}`) ? digits : undefined;
}

/** Where a request says whom it reaches: any of them on the list is enough. */
const CONTACTS = [
	'customerPhone',
	'customerOverride.phoneNumber',
	'customerEmail',
	'customerOverride.email',
];

/** The number or the address of a request that is on the list; undefined when nobody is. */
export function listedContact(list: DoNotContactList, body: IDataObject): string | undefined {
	return CONTACTS.map((path) => getPath(body, path))
		.filter((contact) => typeof contact === 'string')
		.find((contact) => isListed(list, contact));
}

function isListed({ entries, endings }: DoNotContactList, contact: string): boolean {
	return (
		entries.has(contact) ||
		entries.has(addressKey(contact)) ||
		[...endings].some(([length, same]) => same.has(contact.slice(-length)))
	);
}
