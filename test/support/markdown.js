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
	return cell.replace(/[*`]/g, '').trim();
}

module.exports = { tablesIn };
