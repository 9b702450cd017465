import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { callJson, callOf, withNumericDuration } from '../../nodes/Elemente/api/call';
import { seed } from '../support/seed';

/** The answer in the API reference, with the duration as it is shown there. */
const documented = {
	id: '1',
	status: 'in-progress',
	agentPhone: '+1',
	agentEmail: 'a@b.c',
	customerPhone: '+2',
	customerEmail: 'd@e.f',
	agentId: '3',
	customerId: '4',
	skillId: '5',
	customerName: 'John Does',
	transcription: 'Hello',
	recordingUrl: 'https://example.com/recording.wav',
	messages: [{ sid: '6', content: 'Hi' }],
	duration: '7200',
};

describe('a call as an item', () => {
	it.each([
		['7200', 7200],
		[' 12.5 ', 12.5],
		['0', 0],
		[7200, 7200],
		// Not a number in any reading, so better left as it came than made up.
		['01:20', '01:20'],
		['', ''],
		[null, null],
	])('has the duration %j as %j', (given, expected) => {
		expect(withNumericDuration({ id: '1', duration: given })).toEqual({
			id: '1',
			duration: expected,
		});
	});

	it(`drops nothing when Simplify is off (seed ${seed})`, () => {
		const answer = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true });
		fc.assert(
			fc.property(answer, (call) => {
				const item = callJson(call as never, false);
				expect({ ...item, duration: 0 }).toEqual({ ...call, duration: 0 });
			}),
		);
		expect(callJson(documented, false)).toEqual({ ...documented, duration: 7200 });
	});

	it('has at most ten fields with Simplify, each as the API sent it, the ID first', () => {
		const simple = callJson(documented, true);
		expect(Object.keys(simple).length).toBeLessThanOrEqual(10);
		expect(Object.keys(simple).slice(0, 2)).toEqual(['id', 'status']);
		expect({ ...documented, duration: 7200 }).toMatchObject(simple);
		// "Call not answered" and "what was said" are what the next step needs.
		expect(simple).toMatchObject({ status: 'in-progress', duration: 7200, transcription: 'Hello' });
	});

	it('is not changed where it is kept: the same answer serves every try of the run', () => {
		const frozen = Object.freeze({ ...documented });
		expect(callJson(frozen, true).duration).toBe(7200);
		expect(frozen.duration).toBe('7200');
	});

	it.each([
		[{ id: '' }],
		[{}],
		[{ id: 1.5 }],
		[{ id: true }],
		[{ id: { id: '1' } }],
		[[]],
		[[{ id: '1' }, { id: '2' }]],
		[{ data: [{ id: '1' }, { id: '2' }] }],
		[{ data: null }],
		['<html>'],
		[null],
		[undefined],
	])('is not found in %j', (body) => {
		expect(callOf(body)).toBeUndefined();
	});

	it('is found by its ID', () => {
		expect(callOf(documented)).toEqual(documented);
	});

	it.each([
		['a number as ID', { ...documented, id: 12345 }, '12345'],
		['the number 0 as ID', { ...documented, id: 0 }, '0'],
		['a list of one', [documented], '1'],
		['wrapped in data', { data: documented }, '1'],
		['a list of one, wrapped in data', { data: [{ ...documented, id: 7 }] }, '7'],
	])('is found with %s, as text', (_, body, id) => {
		expect(callOf(body)).toEqual({ ...documented, id });
	});
});
