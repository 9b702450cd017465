// @ts-check
/**
 * The tables of a Markdown text.
 *
 * @param {string} markdown
 * @returns {string[][][]} the cells by table and line, without marks of emphasis and code; the heading is the first line
 */
function tablesIn(markdown) {
	/** @type {string[][][]} */
	const tables = [];
	let isInTable = false;
	for (const line of markdown.split('\n')) {
		const isLine = line.startsWith('|');
		if (isLine && !isInTable) tables.push([]);
		isInTable = isLine;
		const cells = line.split('|').slice(1, -1).map(plain);
		// The second line only separates the heading from the rest.
		if (isLine && !cells.every((cell) => /^:?-+:?$/.test(cell))) tables.at(-1)?.push(cells);
	}
	return tables;
}

/** @param {string} cell @returns {string} */
function plain(cell) {
	return cell
		.replace(/[*`]/g, '')
		.replace(/(^|[\s(])_([^_]+)_(?=[\s,.:;)]|$)/g, '$1$2')
		.trim();
}

/**
 * The sections of a Markdown text, by heading: each with what stands in it, those below it too.
 *
 * @param {string} markdown
 * @returns {Map<string, string>}
 */
function sectionsOf(markdown) {
	const lines = withoutCode(markdown).split('\n');
	/** @type {Map<string, string>} */
	const sections = new Map();
	for (const [at, line] of lines.entries()) {
		const [, marks, heading] = /^(#+) (.*)$/.exec(line) ?? [];
		if (!marks) continue;
		const isNext = new RegExp(`^#{1,${marks.length}} `);
		const length = lines.slice(at + 1).findIndex((next) => isNext.test(next));
		const part = lines.slice(at + 1, length === -1 ? undefined : at + 1 + length);
		sections.set(plain(heading), part.join('\n'));
	}
	return sections;
}

/** @param {string} markdown @returns {string} without blocks of code and comments, in which nothing is a heading or a link */
function withoutCode(markdown) {
	return markdown
		.replace(/<!--[\s\S]*?-->/g, '')
		.replace(/^ {0,3}(```+|~~~+)[\s\S]*?^ {0,3}\1/gm, '');
}

/**
 * Where a Markdown text leads: its links and pictures, also those in HTML.
 *
 * @param {string} markdown
 * @returns {string[]}
 */
function linksIn(markdown) {
	const text = withoutCode(markdown).replace(/`[^`\n]*`/g, '');
	const written = [...text.matchAll(/\]\(\s*<?([^)>\s]+)>?[^)]*\)/g)];
	const inHtml = [...text.matchAll(/\s(?:src|href)="([^"]*)"/g)];
	const named = [...text.matchAll(/^ {0,3}\[[^\]]+\]:\s+(\S+)/gm)];
	return [...written, ...inHtml, ...named].map(([, target]) => target);
}

/**
 * The anchors of a text's headings, as GitHub makes them.
 *
 * @param {string} markdown
 * @returns {string[]}
 */
function anchorsIn(markdown) {
	/** @type {Map<string, number>} */
	const counts = new Map();
	return [...withoutCode(markdown).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => {
		const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
		const slug = words
			.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
			.trim()
			.replace(/ /g, '-');
		const count = counts.get(slug) ?? 0;
		counts.set(slug, count + 1);
		return count === 0 ? slug : `${slug}-${count}`;
	});
}

module.exports = { anchorsIn, linksIn, sectionsOf, tablesIn };
