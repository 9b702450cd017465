// @ts-check
const { existsSync, readFileSync, readdirSync } = require('node:fs');
const { basename, dirname, join, relative } = require('node:path');
const ts = require('typescript');

const root = join(__dirname, '..', '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** @param {string} built a path under `dist` @returns {string} the source that it is compiled from */
function sourceOf(built) {
	return join(root, built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
}

/**
 * Loads what package.json declares, from the sources: a test must not depend on an earlier build.
 *
 * @param {'nodes' | 'credentials'} kind
 */
function load(kind) {
	return /** @type {string[]} */ (manifest.n8n[kind]).map((built) => {
		const file = sourceOf(built);
		const name = basename(file).replace(/\.(node|credentials)\.ts$/, '');
		return { name, file, instance: new (require(file)[name])() };
	});
}

/** @returns {Array<{ name: string, file: string, instance: import('n8n-workflow').INodeType }>} */
function loadNodes() {
	return load('nodes');
}

/** @returns {Array<{ name: string, file: string, instance: import('n8n-workflow').ICredentialType }>} */
function loadCredentials() {
	return load('credentials');
}

/**
 * @param {string} folder
 * @returns {string[]} all TypeScript files under it
 */
function typeScriptFiles(folder) {
	return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(root, folder, name));
}

/**
 * What a source file imports, every name in it that is not a member of something else, and what it reads by name:
 * `x.name`, `{ name }` taken apart, or `'name'` as the argument of a function.
 *
 * @param {string} file
 */
function namesIn(file) {
	const source = ts.createSourceFile(
		file,
		readFileSync(file, 'utf8'),
		ts.ScriptTarget.ES2022,
		true,
	);
	/** @type {string[]} */
	const imports = [];
	/** @type {Set<string>} */
	const names = new Set();
	/** @type {Set<string>} */
	const reads = new Set();
	/** @param {ts.Node} node */
	function visit(node) {
		if (ts.isStringLiteral(node) && ts.isImportDeclaration(node.parent)) imports.push(node.text);
		if (ts.isIdentifier(node) && !isMember(node)) names.add(node.text);
		if (ts.isPropertyAccessExpression(node)) reads.add(node.name.text);
		if (ts.isBindingElement(node)) reads.add((node.propertyName ?? node.name).getText());
		if (ts.isStringLiteral(node) && ts.isCallExpression(node.parent)) reads.add(node.text);
		ts.forEachChild(node, visit);
	}
	visit(source);
	return { file: relative(root, file), imports, names, reads };
}

/** @param {ts.Identifier} node @returns {boolean} whether it is the `b` of `a.b` or of `{ b: … }` */
function isMember(node) {
	const { parent } = node;
	return (
		(ts.isPropertyAccessExpression(parent) && parent.name === node) ||
		(ts.isPropertyAssignment(parent) && parent.name === node) ||
		(ts.isPropertySignature(parent) && parent.name === node)
	);
}

/**
 * The words of a type that is a union of them, such as `type Skipped = 'outage' | …`.
 *
 * @param {string} path of the source file, from the repository's root
 * @param {string} name of the type
 * @returns {string[]} in the order of the source; other members than words are left out
 */
function wordsOfType(path, name) {
	const source = ts.createSourceFile(path, readDocument(path), ts.ScriptTarget.Latest, true);
	const type = source.statements
		.filter(ts.isTypeAliasDeclaration)
		.find((each) => each.name.text === name)?.type;
	const members = type && ts.isUnionTypeNode(type) ? [...type.types] : [];
	return members
		.filter(ts.isLiteralTypeNode)
		.flatMap(({ literal }) => (ts.isStringLiteral(literal) ? literal.text : []));
}

/**
 * The file that an icon or a codex entry names.
 *
 * @param {string} file that names it
 * @param {string} path as it stands there
 * @returns {string | undefined} what is in it, or undefined when there is none
 */
function readBeside(file, path) {
	const found = join(dirname(file), path.replace(/^file:/, ''));
	return existsSync(found) ? readFileSync(found, 'utf8') : undefined;
}

/** @param {string} path from the repository's root @returns {string} */
function readDocument(path) {
	return readFileSync(join(root, path), 'utf8');
}

/** @returns {string} all that runs inside n8n, one file after the other */
function sources() {
	return ['nodes', 'credentials']
		.flatMap(typeScriptFiles)
		.map((file) => readFileSync(file, 'utf8'))
		.join('\n');
}

module.exports = {
	manifest,
	sources,
	sourceOf,
	loadNodes,
	loadCredentials,
	typeScriptFiles,
	namesIn,
	wordsOfType,
	readBeside,
	readDocument,
};
