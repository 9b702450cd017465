// @ts-check
// The published code: one file for each room of the house, as readable as its sources, in place of one for each source. What a
// source imports of its own room needs no import then, and nobody unpacks a hundred files.
const { join, relative, sep } = require('node:path');
const ts = require('typescript');
const { ROOT } = require('../support/paths');
const { createNames } = require('./names');
const { importsOf, partOf, pathOf } = require('./sources');

/** @typedef {import('./names').Names} Names */
/** @typedef {{ start: number, end: number, text: string }} Edit a stretch of a source, and what takes its place */
/**
 * @typedef {object} Part a published file
 * @property {string} name below `dist`, without its ending
 * @property {ts.SourceFile[]} sources those that others need come first
 */

/** @returns {Map<string, string>} the published files by their names below `dist`, and what is in them */
function buildRooms() {
	const config = join(ROOT, 'tsconfig.json');
	const { config: json } = ts.readConfigFile(config, ts.sys.readFile);
	const { fileNames, options } = ts.parseJsonConfigFileContent(json, ts.sys, ROOT, {}, config);
	const program = ts.createProgram(fileNames, { ...options, noEmit: true });
	const problems = ts.getPreEmitDiagnostics(program);
	if (problems.length > 0) {
		throw new Error(
			ts.formatDiagnostics(problems, {
				getCurrentDirectory: () => ROOT,
				getCanonicalFileName: (name) => name,
				getNewLine: () => '\n',
			}),
		);
	}
	const parts = partsOf(program, fileNames);
	const names = createNames(program.getTypeChecker(), parts);
	return new Map(parts.map((part) => [`${part.name}.js`, compiled(part, names, options)]));
}

/** @param {ts.Program} program @param {string[]} fileNames @returns {Part[]} */
function partsOf(program, fileNames) {
	/** @type {Map<string, ts.SourceFile[]>} */
	const byName = new Map();
	for (const fileName of fileNames) {
		const source = program.getSourceFile(fileName);
		if (!source) throw new Error(`${fileName} cannot be read`);
		const name = partOf(pathOf(source));
		byName.set(name, [...(byName.get(name) ?? []), source]);
	}
	return [...byName].map(([name, sources]) => ({ name, sources: inOrder(sources, program) }));
}

/**
 * @param {ts.SourceFile[]} sources of one part
 * @param {ts.Program} program
 * @returns {ts.SourceFile[]} each behind those whose values it may need while it is loaded
 */
function inOrder(sources, program) {
	/** @type {ts.SourceFile[]} */
	const ordered = [];
	/** @param {ts.SourceFile} source @param {ts.SourceFile[]} waiting */
	const add = (source, waiting) => {
		if (ordered.includes(source)) return;
		if (waiting.includes(source)) {
			throw new Error(`These import each other: ${[...waiting, source].map(pathOf).join(', ')}`);
		}
		for (const { target } of importsOf(source)) {
			const needed = target && program.getSourceFile(`${join(ROOT, target)}.ts`);
			if (needed && sources.includes(needed)) add(needed, [...waiting, source]);
		}
		ordered.push(source);
	};
	for (const source of sources) add(source, []);
	return ordered;
}

/** @param {Part} part @param {Names} names @param {ts.CompilerOptions} options @returns {string} */
function compiled(part, names, options) {
	const code = part.sources.flatMap((source) => {
		const { outputText } = ts.transpileModule(edited(source, names), {
			compilerOptions: { ...options, module: ts.ModuleKind.ESNext },
		});
		const text = outputText.replace(/^"use strict";\n|^export \{\};\n/gm, '').trim();
		return text === '' ? [] : [`// ${pathOf(source)}.ts\n${withTabs(text)}\n`];
	});
	const exported = names.exportedBy(part);
	if (exported.length > 0) code.push(`module.exports = ${listed(exported)};\n`);
	return `"use strict";\n${required(part, names).join('\n')}\n\n${code.join('\n')}`;
}

/** @param {Part} part @param {Names} names @returns {string[]} the lines that load other parts and modules, each once */
function required(part, names) {
	/** @type {Map<string, Set<string>>} */
	const wanted = new Map();
	for (const source of part.sources) {
		for (const { module, target, names: specifiers } of importsOf(source)) {
			const from = target === undefined ? module : partOf(target);
			if (from === part.name) continue;
			const path = target === undefined ? module : pathBetween(part.name, from);
			const known = wanted.get(path) ?? new Set();
			for (const specifier of specifiers) {
				if (names.isValue(specifier)) known.add(names.imported(specifier));
			}
			if (known.size > 0) wanted.set(path, known);
		}
	}
	return [...wanted].map(([path, some]) => `const ${listed([...some])} = require("${path}");`);
}

/** @param {string} from @param {string} to @returns {string} such as "./errors" or "../../credentials/baseUrl" */
function pathBetween(from, to) {
	const path = relative(join(from, '..'), to).split(sep).join('/');
	return path.startsWith('.') ? path : `./${path}`;
}

const LONGEST_LINE = 100;

/** @param {string[]} names @returns {string} in braces, on as many lines as they need */
function listed(names) {
	const lines = [''];
	for (const name of names) {
		const last = lines.length - 1;
		if (lines[last].length + name.length > LONGEST_LINE) lines.push(`${name}, `);
		else lines[last] += `${name}, `;
	}
	if (lines.length === 1) return `{ ${lines[0].slice(0, -2)} }`;
	return `{\n${lines.map((line) => `\t${line.trimEnd()}\n`).join('')}}`;
}

/**
 * A source without its imports, nothing exported, and the names that another one of its part has for something else changed.
 *
 * @param {ts.SourceFile} source
 * @param {Names} names
 */
function edited(source, names) {
	/** @type {Edit[]} */
	const edits = [];
	/** @param {ts.Node} node */
	const visit = (node) => {
		if (ts.isImportDeclaration(node)) {
			edits.push({ start: node.getStart(), end: node.end, text: '' });
			return;
		}
		if (ts.isExportDeclaration(node) || ts.isExportAssignment(node))
			throw new Error(`${pathOf(source)}: export where something is declared`);
		if (node.kind === ts.SyntaxKind.ExportKeyword)
			edits.push({ start: node.getStart(), end: node.end + 1, text: '' });
		if (ts.isIdentifier(node)) {
			const name = names.of(node);
			const isShort =
				(ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node) ||
				(ts.isBindingElement(node.parent) &&
					!node.parent.propertyName &&
					node.parent.name === node);
			if (name !== undefined && name !== node.text) {
				const text = isShort ? `${node.text}: ${name}` : name;
				edits.push({ start: node.getStart(), end: node.end, text });
			}
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	let text = source.text;
	for (const edit of edits.sort((a, b) => b.start - a.start))
		text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
	return text;
}

/** @param {string} code as the compiler writes it, four blanks a step @returns {string} with tabs, as the sources are */
function withTabs(code) {
	return code.replace(/^(?: {4})+/gm, ({ length }) => '\t'.repeat(length / 4));
}

module.exports = { buildRooms };
