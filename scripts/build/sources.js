// @ts-check
// The sources of the published code: where they stand, and what they import.
const { join, relative, sep } = require('node:path');
const ts = require('typescript');
const { ROOT } = require('../support/paths');

/** The house whose rooms are put together. What stands in no room of it, such as a frame, is a file of its own. */
const HOUSE = 'nodes/Elemente/';

/** @param {string} path of a source, without its ending @returns {string} the published file that it goes to */
function partOf(path) {
	const [room, inRoom] = path.startsWith(HOUSE) ? path.slice(HOUSE.length).split('/') : [];
	return room !== undefined && inRoom !== undefined ? HOUSE + room : path;
}

/** @param {ts.SourceFile} source @returns {string} from the repository's root, with slashes, without its ending */
function pathOf({ fileName }) {
	return relative(ROOT, fileName).split(sep).join('/').replace(/\.ts$/, '');
}

/**
 * @param {ts.SourceFile} source
 * @returns {Array<{ module: string, target?: string, names: ts.ImportSpecifier[] }>} what it imports besides types; target: the path of a
 *   source of the repository, as of `pathOf`
 */
function importsOf(source) {
	return source.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
		const { importClause, moduleSpecifier } = statement;
		const bindings = importClause?.namedBindings;
		if (importClause?.isTypeOnly) return [];
		if (!bindings || !ts.isNamedImports(bindings) || importClause.name)
			throw new Error(`${pathOf(source)}: import values by their names`);
		const names = bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly);
		if (names.length === 0) return [];
		const module = /** @type {ts.StringLiteral} */ (moduleSpecifier).text;
		const target = module.startsWith('.')
			? join(pathOf(source), '..', module).split(sep).join('/')
			: undefined;
		return [{ module, target, names }];
	});
}

module.exports = { importsOf, partOf, pathOf };
