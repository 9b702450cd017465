import { describe, expect, it } from '@jest/globals';

import { ROOMS, inWords, missingIn, withoutUnsure } from '../../scripts/mutate';

describe('npm run mutate', () => {
	it.each(Object.keys(ROOMS))('finds the code of %s, and its tests', (room) => {
		expect(missingIn(room)).toEqual([]);
	});

	it.each([
		[{ killed: 310, survived: 30 }, 'score=91.2 killed=310 survived=30'],
		[{ killed: 0, survived: 3 }, 'score=0.0 killed=0 survived=3'],
		[{ killed: 0, survived: 0 }, 'score=100.0 killed=0 survived=0'],
	])('counts %j', (count, words) => {
		expect(inWords(count)).toBe(words);
	});

	it('tries anew what survived while a file was loaded, and nothing else', () => {
		const mutant = (status: string, isStatic?: boolean) => ({ status, static: isStatic });
		const sure = [
			mutant('Killed', true),
			mutant('Survived', false),
			mutant('Survived'),
			mutant('NoCoverage'),
		];
		const file = { source: 'x', mutants: [mutant('Survived', true), ...sure] };
		const results = { schemaVersion: '1', files: { 'a.ts': file, 'b.ts': { mutants: [] } } };
		expect(withoutUnsure(results)).toStrictEqual({
			schemaVersion: '1',
			files: { 'a.ts': { source: 'x', mutants: sure }, 'b.ts': { mutants: [] } },
		});
	});
});
