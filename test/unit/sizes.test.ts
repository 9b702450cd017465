import { expect, it } from '@jest/globals';
import ts from 'typescript';

import { sources } from '../../scripts/support/imports';

/** Longest file and function of the published code, in lines. What is longer has two subjects. */
const MAX_FILE = 250;
const MAX_FUNCTION = 40;

/** A table, a line for each property of each failure: there is nothing to cut. */
const TABLES = ['nodes/Elemente/errors/failures.ts'];

const published = sources().filter(({ file }) => /^(nodes|credentials)\//.test(file));

/** The functions of a source text that are longer than that, by the line they begin in. */
function longFunctions(name: string, text: string): string[] {
	const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
	const found: string[] = [];
	function visit(node: ts.Node) {
		if (ts.isFunctionLike(node) && 'body' in node && node.body) {
			const from = source.getLineAndCharacterOfPosition(node.getStart()).line;
			const to = source.getLineAndCharacterOfPosition(node.end).line;
			if (to - from + 1 > MAX_FUNCTION) found.push(`${name}:${from + 1} (${to - from + 1} lines)`);
		}
		ts.forEachChild(node, visit);
	}
	visit(source);
	return found;
}

it('no file is too long to be read at once', () => {
	const tooLong = published
		.filter(({ file }) => !TABLES.includes(file))
		.filter(({ lines }) => lines > MAX_FILE);
	expect(tooLong).toEqual([]);
});

it('no function is too long to be read at once', () => {
	const long = published.flatMap(({ file }) => longFunctions(file, ts.sys.readFile(file) ?? ''));
	expect(long).toEqual([]);
});

it('a long function is found, wherever it stands', () => {
	const body = '\n'.repeat(MAX_FUNCTION + 1);
	expect(longFunctions('a.ts', `const a = () => {${body}};`)).toHaveLength(1);
	expect(longFunctions('a.ts', `class A { b() {${body}} }`)).toHaveLength(1);
	expect(longFunctions('a.ts', `function a() {} ${body}`)).toEqual([]);
});
