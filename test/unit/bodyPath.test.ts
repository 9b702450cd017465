import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { getPath, setPath } from '../../nodes/Elemente/fields/bodyPath';
import { seed } from '../support/seed';

const key = fc.oneof(
	fc.stringMatching(/^[a-zA-Z]{1,6}$/),
	fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'),
);
const path = fc.array(key, { minLength: 1, maxLength: 4 }).map((keys) => keys.join('.'));

describe(`paths in the body (seed ${seed})`, () => {
	it('reads back what was written, and pollutes nothing, whatever the keys', () => {
		fc.assert(
			fc.property(path, fc.oneof(fc.string(), fc.integer(), fc.boolean()), (where, value) => {
				const body = {};
				setPath(body, where, value);
				expect(getPath(body, where)).toBe(value);
				expect(Object.keys({})).toEqual([]);
				for (const shared of [Object.prototype, Object, Array.prototype]) {
					expect(Object.entries(shared)).toEqual([]);
				}
			}),
			{ numRuns: 1_000 },
		);
	});

	it('does not take what every object inherits for a value', () => {
		fc.assert(
			fc.property(path, (where) => {
				expect(getPath({}, where)).toBeUndefined();
			}),
		);
	});

	it('leaves no trace of a field that turned out to be empty', () => {
		fc.assert(
			fc.property(path, (where) => {
				fc.pre(!where.startsWith('customerOverride'));
				const body = {};
				setPath(body, where, 'x');
				setPath(body, where, undefined);
				expect(JSON.stringify(body)).toBe('{}');
			}),
		);
	});

	it('keeps its neighbours when a field is removed', () => {
		const body = { agentOverride: { name: 'Ada', prompt: { prompt: 'Hello' } } };
		setPath(body, 'agentOverride.prompt.prompt', undefined);
		expect(body).toEqual({ agentOverride: { name: 'Ada' } });
	});

	it('keeps customerOverride when it is empty, because the API requires it', () => {
		const body = { customerOverride: { email: 'a@b.c' } };
		setPath(body, 'customerOverride.email', undefined);
		expect(body).toEqual({ customerOverride: {} });
	});

	it('makes nothing for a field that is empty', () => {
		const body = { agentOverride: 'text' };
		setPath(body, 'customerOverride.email', undefined);
		setPath(body, 'agentOverride.name', undefined);
		expect(body).toEqual({ agentOverride: 'text' });
	});

	it('replaces what is in the way of a path', () => {
		const body = { agentOverride: 'text' };
		setPath(body, 'agentOverride.name', 'Ada');
		expect(body).toEqual({ agentOverride: { name: 'Ada' } });
	});
});
