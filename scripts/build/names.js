// @ts-check
// What things are called in the published files, where sources that know nothing of each other stand in one scope.
const { basename } = require('node:path');
const ts = require('typescript');
const { importsOf, partOf, pathOf } = require('./sources');

/** @typedef {import('./rooms').Part} Part */
/**
 * @typedef {object} Names
 * @property {(identifier: ts.Identifier) => string | undefined} of what it is called; undefined for what stands in no scope of a part
 * @property {(specifier: ts.ImportSpecifier) => boolean} isValue
 * @property {(specifier: ts.ImportSpecifier) => string} imported as it stands in the braces of a `require`, such as "quote"
 * @property {(part: Part) => string[]} exportedBy what other parts, or n8n, get of it
 */

/**
 * @param {ts.TypeChecker} checker
 * @param {Part[]} parts
 * @returns {Names}
 */
function createNames(checker, parts) {
	/** @type {Map<ts.SourceFile, Part>} */
	const partBySource = new Map();
	for (const part of parts) for (const source of part.sources) partBySource.set(source, part);

	/** @param {ts.Node} node @returns {ts.Symbol | undefined} what is meant, wherever it was declared */
	const meant = (node) => {
		const symbol = ts.isShorthandPropertyAssignment(node.parent)
			? checker.getShorthandAssignmentValueSymbol(node.parent)
			: checker.getSymbolAtLocation(node);
		return symbol && resolved(symbol);
	};

	/** Of what is exported, TypeScript has a symbol inside of the source and one outside. @param {ts.Symbol} symbol */
	function resolved(symbol) {
		const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
		return checker.getExportSymbolOfSymbol(isAlias ? checker.getAliasedSymbol(symbol) : symbol);
	}

	/** @param {ts.Symbol} symbol @returns {ts.SourceFile | undefined} the source at whose top level it is declared as a value */
	const homeOf = (symbol) => {
		const declaration = symbol.valueDeclaration;
		const source = declaration?.getSourceFile();
		if (!declaration || !source || !partBySource.has(source)) return undefined;
		const statement = ts.isVariableDeclaration(declaration)
			? declaration.parent.parent
			: ts.isBindingElement(declaration)
				? declaration.parent.parent.parent.parent
				: declaration;
		return statement.parent === source ? source : undefined;
	};

	/** @type {Map<ts.Symbol, string>} */
	const names = new Map();
	/** Names that mean something wherever they stand: `Map`, what n8n-workflow has, and what was named here @type {Set<string>} */
	const taken = new Set();
	for (const { sources } of parts) {
		for (const source of sources) {
			const inScope = checker.getSymbolsInScope(source, ts.SymbolFlags.Value);
			for (const symbol of inScope) if (!homeOf(resolved(symbol))) taken.add(symbol.name);
		}
	}
	for (const { sources } of parts) for (const source of sources) nameAll(source);
	/** @type {Map<Part, Set<string>>} */
	const exported = new Map(parts.map((part) => [part, exportsOf(part)]));

	/**
	 * The first one in the house keeps its name, another one gets that of its source behind it: `MAX_DEPTH$list`. So a name means the
	 * same in every part, whoever imports it.
	 *
	 * @param {ts.SourceFile} source
	 */
	function nameAll(source) {
		for (const local of checker.getSymbolsInScope(source, ts.SymbolFlags.Value)) {
			const symbol = resolved(local);
			if (homeOf(symbol) !== source || names.has(symbol)) continue;
			const isTaken = taken.has(symbol.name);
			const name = isTaken ? `${symbol.name}$${basename(source.fileName, '.ts')}` : symbol.name;
			if (taken.has(name)) throw new Error(`Two sources have the name ${name}`);
			taken.add(name);
			names.set(symbol, name);
		}
	}

	/** @param {Part} part @returns {Set<string>} what others import of it; of a file of its own all that it exports */
	function exportsOf(part) {
		const isAlone = part.sources.length === 1 && pathOf(part.sources[0]) === part.name;
		if (isAlone) {
			const module = checker.getSymbolAtLocation(part.sources[0]);
			const all = module ? checker.getExportsOfModule(module) : [];
			return new Set(all.flatMap((symbol) => names.get(symbol) ?? []));
		}
		const specifiers = parts
			.filter((other) => other !== part)
			.flatMap(({ sources }) => sources.flatMap(importsOf))
			.filter(({ target }) => target !== undefined && partOf(target) === part.name)
			.flatMap((one) => one.names);
		return new Set(
			specifiers.flatMap((specifier) => {
				const symbol = meant(specifier.name);
				return (symbol && names.get(symbol)) ?? [];
			}),
		);
	}

	return {
		of(identifier) {
			const symbol = meant(identifier);
			return symbol && names.get(symbol);
		},
		isValue(specifier) {
			const symbol = meant(specifier.name);
			return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Value) !== 0;
		},
		imported(specifier) {
			const symbol = meant(specifier.name);
			return (symbol && names.get(symbol)) ?? specifier.name.text;
		},
		exportedBy(part) {
			return [...(exported.get(part) ?? [])];
		},
	};
}

module.exports = { createNames };
