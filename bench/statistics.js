// @ts-check

/** @param {number[]} values at least one @returns {number} */
function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * @param {string[]} head
 * @param {string[][]} rows
 * @returns {string} a table for the terminal, first column left, the others right
 */
function table(head, rows) {
	const widths = head.map((title, column) =>
		Math.max(title.length, ...rows.map((row) => row[column].length)),
	);
	return [head, ...rows]
		.map((row) =>
			row
				.map((cell, column) =>
					column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]),
				)
				.join('  '),
		)
		.join('\n');
}

module.exports = { median, table };
