import { COUNTRIES } from './countries';

/** What has to be known of the phone numbers of a country. */
export interface Country {
	/** ISO 3166-1, such as GB; 001 for numbers of no country */
	code: string;
	/** Without the plus, such as 44 */
	callingCode: string;
	/** Numbers may begin with 0 behind the calling code, as in Italy */
	keepsZero: boolean;
	/** What is dialled in front inside the country; empty where nothing is */
	trunk: string;
	/** How many digits there may be behind the calling code, of a number in E.164 */
	lengths: Set<number>;
}

const ENTRY = /^(\w{2,3}):(\d+)(\+?)\/(\d*)\/(.+)$/;

/** The table as it is asked, made when a number is first read: n8n loads this file with every start. */
class Facts {
	readonly countries: Country[] = COUNTRIES.split(' ').map((entry) => {
		const [, code, callingCode, zero, trunk, lengths] = ENTRY.exec(entry) as RegExpExecArray;
		return { code, callingCode, keepsZero: zero === '+', trunk, lengths: numbersIn(lengths) };
	});
	readonly real = this.countries.filter(({ code }) => code !== '001');
	readonly byCode = new Map(this.real.map((country) => [country.code, country]));
	readonly byCallingCode = new Map<string, Country[]>();

	constructor() {
		for (const country of this.countries) {
			const { callingCode } = country;
			this.byCallingCode.set(callingCode, [
				...(this.byCallingCode.get(callingCode) ?? []),
				country,
			]);
		}
	}
}

let made: Facts | undefined;
const facts = () => (made ??= new Facts());

/** All countries, in the order of their codes. */
export function allCountries(): Country[] {
	return facts().real;
}

/** @param code such as GB, in any case */
export function countryByCode(code: string): Country | undefined {
	return facts().byCode.get(code.toUpperCase());
}

/** The countries of a number in E.164, those of its calling code; none where there is no such calling code. */
export function countriesOf(e164: string): Country[] {
	for (const length of [1, 2, 3]) {
		const found = facts().byCallingCode.get(e164.slice(1, 1 + length));
		if (found) return found;
	}
	return [];
}

/** The English name of a country, such as United Kingdom. */
export function countryName(code: string): string {
	return new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' }).of(code) ?? code;
}

function numbersIn(ranges: string): Set<number> {
	const numbers = new Set<number>();
	for (const range of ranges.split(',')) {
		const [from, to = from] = range.split('-').map(Number);
		for (let number = from; number <= to; number++) numbers.add(number);
	}
	return numbers;
}
