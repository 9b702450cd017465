// @ts-check
const { UserError } = require('../support/progress');
const { agentQuestions } = require('./agentQuestions');
const { callQuestions } = require('./callQuestions');
const { failureQuestions } = require('./failureQuestions');
const { filterQuestions } = require('./filterQuestions');
const { look } = require('./look');
const { placeQuestions } = require('./placeQuestions');

/** @typedef {import('./look').Question} Question */
/** @typedef {Pick<Question, 'question' | 'reference'> & import('./look').Finding} Line */

/**
 * Asks an account everything, one request after the other, and places one call only where a number is given.
 *
 * @param {import('./client').Client} client
 * @param {{ phone?: string, onLine?: (line: Line) => void }} [options] phone: E.164
 * @returns {Promise<Line[]>}
 * @throws {import('../support/progress').UserError} when the account cannot be asked, or no longer
 */
async function askAll(client, { phone, onLine = () => {} } = {}) {
	const seen = await look(client, phone);
	const questions = [
		...[...agentQuestions, ...callQuestions, ...filterQuestions, ...failureQuestions],
		...(phone === undefined ? [] : placeQuestions),
	];
	/** @type {Line[]} */
	const lines = [];
	for (const { question, reference, ask } of questions) {
		const line = { question, reference, ...(await answerTo(ask, seen, client)) };
		lines.push(line);
		onLine(line);
	}
	return lines;
}

/**
 * @param {Question['ask']} ask
 * @param {import('./look').Seen} seen
 * @param {import('./client').Client} client
 * @returns {Promise<import('./look').Finding>} an answer that nothing here can read differs too, and ends nothing
 */
async function answerTo(ask, seen, client) {
	try {
		return await ask(seen, client);
	} catch (error) {
		if (error instanceof UserError) throw error;
		return { holds: false, came: 'an answer that cannot be read at all' };
	}
}

/** @param {Line[]} lines @returns {string} a table in Markdown, as it can be sent to somebody */
function table(lines) {
	const rows = lines.map(({ question, reference, came, holds }, index) => {
		const verdict = holds === undefined ? 'not seen' : holds ? 'holds' : '**differs**';
		const cells = [String(index + 1), question, reference, came, verdict];
		return `| ${cells.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`;
	});
	const head = ['#', 'Question', 'The reference says', 'What came', 'Verdict'];
	return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows].join(
		'\n',
	);
}

/** @param {Line[]} lines @returns {string} the last line */
function summary(lines) {
	const held = lines.filter(({ holds }) => holds === true).length;
	const differs = lines.filter(({ holds }) => holds === false).length;
	return `contract: asked=${held + differs} held=${held} differs=${differs}`;
}

module.exports = { askAll, summary, table };
