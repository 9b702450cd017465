// @ts-check
const ts = require('typescript');

/**
 * A test, or a group of tests, as its source says it.
 *
 * @typedef {object} NamedTest
 * @property {string} name what differs from case to case is "…"
 * @property {boolean} runs whether it surely runs when its file does: nothing skips it, and no condition stands around it
 */

const NAMES = ['it', 'test', 'describe'];
/** What may stand behind the name of a test that runs. */
const RUNNING = ['each', 'concurrent'];

/**
 * The tests and groups of a test file, read from its source: jest itself would have to run the file to name them.
 *
 * @param {string} text of the file
 * @returns {NamedTest[]}
 */
function testsIn(text) {
	const source = ts.createSourceFile('a.test.ts', text, ts.ScriptTarget.Latest, true);
	/** @type {NamedTest[]} */
	const tests = [];
	let hasOnly = false;
	/** @param {ts.Node} node */
	function visit(node) {
		const words = ts.isCallExpression(node) ? wordsOf(node.expression) : [];
		hasOnly ||= words.includes('only') || ['fit', 'fdescribe'].includes(words[0]);
		const name = ts.isCallExpression(node) && isTest(words) ? titleOf(node) : undefined;
		if (name !== undefined) tests.push({ name, runs: runs(node) });
		ts.forEachChild(node, visit);
	}
	visit(source);
	return tests.map((test) => ({ ...test, runs: test.runs && !hasOnly }));
}

/**
 * The words of what is called: `['it', 'skip', 'each']` for `it.skip.each(table)('…', …)`.
 *
 * @param {ts.Node} callee
 * @returns {string[]}
 */
function wordsOf(callee) {
	if (ts.isIdentifier(callee)) return [callee.text];
	if (ts.isPropertyAccessExpression(callee)) {
		return [...wordsOf(callee.expression), callee.name.text];
	}
	if (ts.isCallExpression(callee)) return wordsOf(callee.expression);
	if (ts.isTaggedTemplateExpression(callee)) return wordsOf(callee.tag);
	return [];
}

/** @param {string[]} words @returns {boolean} */
function isTest([name, ...rest]) {
	return [...NAMES, 'xit', 'xtest', 'xdescribe'].includes(name) && !rest.includes('expect');
}

/**
 * The title of a test, where it is written out.
 *
 * @param {ts.CallExpression} call
 * @returns {string | undefined}
 */
function titleOf({ arguments: [title] }) {
	if (title && ts.isStringLiteralLike(title)) return withGaps(title.text);
	if (!title || !ts.isTemplateExpression(title)) return undefined;
	const parts = title.templateSpans.map(({ literal }) => `…${literal.text}`);
	return withGaps([title.head.text, ...parts].join(''));
}

/** @param {string} title @returns {string} with "…" for what jest fills in: `%s`, `$name`, `$a.b` */
function withGaps(title) {
	return title.replace(/%[a-zA-Z#$]|\$[a-zA-Z][\w.]*/g, '…');
}

/**
 * Whether a test surely runs: by its own words, and by what stands around it, which is the file or groups that run.
 *
 * @param {ts.Node} node
 * @returns {boolean}
 */
function runs(node) {
	if (ts.isCallExpression(node)) {
		const [name, ...rest] = wordsOf(node.expression);
		if (!NAMES.includes(name) || !rest.every((word) => RUNNING.includes(word))) return false;
	}
	const { parent } = node;
	if (ts.isSourceFile(parent)) return true;
	const isPlain =
		ts.isExpressionStatement(parent) ||
		ts.isBlock(parent) ||
		ts.isArrowFunction(parent) ||
		ts.isFunctionExpression(parent) ||
		(ts.isCallExpression(parent) && wordsOf(parent.expression)[0] === 'describe');
	return isPlain && runs(parent);
}

module.exports = { testsIn };
