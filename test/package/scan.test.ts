import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { packed } from './support/packed';

/** The scanner is downloaded the first time. */
const TIME_LIMIT = 300_000;

describe("n8n's scanner for community packages", () => {
	let current: Awaited<ReturnType<typeof packed>>;
	beforeAll(async () => {
		current = await packed();
	}, TIME_LIMIT);
	afterAll(() => current.remove());

	it(
		'passes the sources',
		async () => {
			expect(await current.scanSources()).toEqual({ passed: true });
		},
		TIME_LIMIT,
	);

	it(
		'passes the packed package',
		async () => {
			expect(await current.scanPackage()).toEqual({ passed: true });
		},
		TIME_LIMIT,
	);

	it.each([
		['reads the environment', 'module.exports.secret = process.env.SECRET;'],
		['reads files', "module.exports.files = require('fs');"],
		['writes to the console', "console.log('placed');"],
	])(
		'would refuse a package that %s',
		async (_what, line) => {
			const verdict = await current.scanWith('dist/nodes/Elemente/Elemente.node.js', line);
			expect(verdict.passed).toBe(false);
			expect(verdict.details).toContain('Elemente.node.js');
		},
		TIME_LIMIT,
	);
});
