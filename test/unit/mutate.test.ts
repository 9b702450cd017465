import { describe, expect, it } from '@jest/globals';

import { ROOMS, inWords, missingIn } from '../../scripts/mutate';

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
});
