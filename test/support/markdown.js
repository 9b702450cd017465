// @ts-check
/**
 * The tables of a Markdown text whose first column has the given heading.
 *
 * @param {string} markdown
 * @param {string} heading
 * @returns {string[]} what stands in their first column, without marks of emphasis and code
 */
function firstColumn(markdown, heading) {
	const tables = markdown.split(/\n(?!\|)/).filter((block) => block.startsWith('|'));
	return tables.flatMap((table) => {
		const cells = table.split('\n').map((line) => plain(line.split('|')[1] ?? ''));
		// The second line only separates the heading from the rest.
		return cells[0] === heading ? cells.slice(2).filter((cell) => cell !== '') : [];
	});
}

/** @param {string} cell @returns {string} */
function plain(cell) {
	return cell.replace(/[*`]/g, '').trim();
}

module.exports = { firstColumn };
