// @ts-check

/**
 * One line of the log for each call that arrives, so that one sees at once what a workflow does.
 *
 * @param {import('../types').CreateReport} report
 * @returns {string} without a line break; an address can hold anything, also what would clear the terminal or forge a line
 */
function callLine({ channel, to, id, result }) {
	const time = new Date().toTimeString().slice(0, 8);
	const what = id && !result.startsWith('placed') ? `${result} [placed]` : result;
	return printable(`${time}  ${channel.padEnd(9)}${printable(to || '(nobody)').padEnd(26)}${what}`);
}

/**
 * @param {string} text
 * @returns {string} the same with control characters and the like written as \u{1b}
 */
function printable(text) {
	return text.replace(
		/[\p{C}\p{Zl}\p{Zp}]/gu,
		(character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
	);
}

module.exports = { callLine, printable };
