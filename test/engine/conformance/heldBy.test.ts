import { describe, expect, it } from '@jest/globals';

import { isThere } from '../../support/docs';
import { tablesIn } from '../../support/markdown';
import { readDocument } from '../../support/package';
import { jestCommands, testFilesOf } from '../../support/testFiles';
import { testsIn } from '../../support/testTitles';

/** A test as a page names it: `test/….test.ts`: “its name”. */
const NAMED = /`(test\/[^`]+\.test\.ts)`: “([^”]+)”/g;

const named = ['docs/guarantees.md', 'docs/security.md', 'CHANGELOG.md'].flatMap((page) =>
	[...readDocument(page).matchAll(NAMED)].map(([, file, name]) => ({ page, file, name })),
);

const testsOf = new Map(
	named
		.filter(({ file }) => isThere(file))
		.map(({ file }) => [file, testsIn(readDocument(file))] as const),
);

describe('the tests that the pages name', () => {
	it('are some for each guarantee, each in a line of its own', () => {
		const parts = readDocument('docs/guarantees.md').split(/^## /m).slice(1);
		const guarantees = parts.filter((part) => /^\d+\. /.test(part));
		expect(guarantees.length).toBeGreaterThan(10);
		for (const part of guarantees) {
			const lines = part.split('\n').filter((line) => line.startsWith('- '));
			expect(lines.length).toBeGreaterThan(0);
			expect(lines.filter((line) => line.match(NAMED)?.[0] !== line.slice(2))).toEqual([]);
		}
	});

	it('is one for each attempt, in the last column', () => {
		const [table = []] = tablesIn(readDocument('docs/security.md'));
		expect(table.length).toBeGreaterThan(30);
		const last = named.filter(({ page }) => page === 'docs/security.md');
		expect(last).toHaveLength(table.length - 1);
	});

	it('exist', () => {
		const missing = named.filter(
			({ file, name }) => !(testsOf.get(file) ?? []).some((test) => test.name === name),
		);
		expect(missing).toEqual([]);
	});

	it('are skipped by nothing, nor is any other test of their files', () => {
		const skipped = [...testsOf].flatMap(([file, tests]) =>
			tests.filter(({ runs }) => !runs).map(({ name }) => `${file}: ${name}`),
		);
		expect(skipped).toEqual([]);
	});

	it('are run by npm test, which CI runs', () => {
		const commands = jestCommands('test');
		expect(commands.length).toBeGreaterThan(3);
		const run = new Set(commands.flatMap(testFilesOf));
		expect(named.filter(({ file }) => !run.has(file))).toEqual([]);
		expect(readDocument('.ci/run')).toMatch(/\bnpm test\b/);
	});
});

describe('what is read of a test file', () => {
	const read = (text: string) => testsIn(text).map(({ name, runs }) => `${name} ${runs}`);

	it('are the names, in groups and tables too', () => {
		expect(
			read(`describe('a', () => {
				it("b's", () => {});
				it.each([1])('c %s of $name.of', () => {});
				describe.each(all)(\`d \${n} e\`, function () { it(\n'f', async () => {}, 100); });
			});`),
		).toEqual(['a true', "b's true", 'c … of … true', 'd … e true', 'f true']);
	});

	it.each([
		`it.skip('a', () => {});`,
		`it.todo('a');`,
		`it.failing('a', () => {});`,
		`xit('a', () => {});`,
		`it.skip.each([1])('a', () => {});`,
		`if (process.env.CI) it('a', () => {});`,
		`process.env.CI && it('a', () => {});`,
		`for (const each of []) it('a', () => {});`,
		`(process.env.CI ? it : it.skip)('a', () => {});`,
		`describe.skip('b', () => { it('a', () => {}); });`,
		`describe('b', () => { if (slow) { it('a', () => {}); } });`,
		`function later() { it('a', () => {}); }`,
		`it.only('b', () => {}); it('a', () => {});`,
		`fit('b', () => {}); it('a', () => {});`,
	])('is that a test does not surely run: %s', (text) => {
		expect(read(text)).not.toContain('a true');
	});
});
