// @ts-check
// What comes out: the tables of the output, and the hints above them.
const { CUSTOMERS, READY, customersToElemente } = require('../support/workflows');
const { allAround, takePicture } = require('./camera');

/** @typedef {import('../support/editor').Editor} Editor */
/** @typedef {import('../support/nodeView').NodeView} NodeView */

const [ANA, BEN] = CUSTOMERS;
const OPTED_OUT = '+1 202 555 0199';
/** Cuts a table off between two of its columns. */
const TABLE_MARGINS = { left: 6, top: 20, bottom: 2, right: 1 };
/** One good, one bad, one on the do-not-contact list, one good. */
const MIXED = [
	ANA,
	{ ...BEN, Phone: '020 7946 0123' },
	{ ...ANA, 'First Name': 'Cleo', Phone: OPTED_OUT },
	{ ...BEN, 'First Name': 'Dan', Phone: '+1 202 555 0113' },
];
/** So many calls of the list that is stopped are placed first. */
const PLACED_FIRST = 5;

/**
 * Opens the node between rows and what follows.
 *
 * @param {Editor} editor
 * @param {{ rows: Array<Record<string, unknown>>, parameters?: object, settings?: object }} given
 */
async function openNode(editor, { rows, parameters = {}, settings }) {
	await editor.openWorkflow(
		customersToElemente({
			credentialId: editor.stage.credentialId,
			parameters: { ...READY, customerName: "={{ $json['First Name'] }}", ...parameters },
			rows,
			settings,
		}),
	);
	return await editor.openNode('Elemente');
}

/** The head and the table as far as a column: what is to its right is cut off between two columns. @param {NodeView} node @param {string} column */
async function tableUpTo(node, column) {
	await node.showOutputAs('Table');
	const head = (await node.outputTable())[0];
	const cells = node.output.locator('table tr').last().locator('td');
	const corners = [cells.first(), cells.nth(head.indexOf(column))];
	return [node.output.locator('table th').first(), ...corners];
}

/** @param {NodeView} node @returns {import('playwright-core').Locator} what is said above the output */
const hint = (node) => node.output.getByTestId('node-hint');
/** What became of each row, all of them good. @param {Editor} editor */
async function output(editor) {
	const emma = { 'First Name': 'Emma', Phone: '+1-202-555-0101' };
	const node = await openNode(editor, { rows: [...CUSTOMERS, emma] });
	await node.execute();
	await takePicture(editor, 'output', await tableUpTo(node, 'customerPhone'), {
		...TABLE_MARGINS,
		top: 6,
	});
}

/** Rows of all kinds under Continue, with the hint that counts them. @param {Editor} editor */
async function mixedRows(editor) {
	const node = await openNode(editor, {
		rows: MIXED,
		parameters: { contactRules: { doNotContact: OPTED_OUT } },
		settings: { onError: 'continueRegularOutput' },
	});
	await node.execute();
	const table = await tableUpTo(node, 'customerPhone');
	await takePicture(
		editor,
		'mixed-rows',
		[node.output.getByText('Of 4 rows'), ...table],
		TABLE_MARGINS,
	);
}

/** What would become of the same rows. @param {Editor} editor */
async function checkOnly(editor) {
	const node = await openNode(editor, {
		rows: MIXED.slice(0, 3),
		parameters: { contactRules: { doNotContact: OPTED_OUT }, options: { checkOnly: true } },
	});
	await node.execute();
	const table = await tableUpTo(node, 'customerEmail');
	const said = node.output.getByText('Nothing was sent');
	await takePicture(editor, 'check-only', [said, ...table], TABLE_MARGINS);
}

/** What is said before anybody is contacted. @param {Editor} editor */
async function beforeTheRun(editor) {
	const node = await openNode(editor, { rows: CUSTOMERS });
	await takePicture(editor, 'before-the-run', [hint(node)], allAround(4));
}

/** A list that was stopped by the user, run again. @param {Editor} editor */
async function runAgain(editor) {
	const { sandbox } = editor.stage;
	sandbox.reset();
	sandbox.inject({ name: 'slow', method: 'POST', delayMs: 300, times: 40 });
	const rows = Array.from({ length: 20 }, (_, index) => ({
		'First Name': `Customer ${index + 1}`,
		Phone: `+120255510${String(index).padStart(2, '0')}`,
	}));
	const node = await openNode(editor, {
		rows,
		parameters: { options: { maxConcurrentCalls: 1 } },
	});
	// n8n itself shows nothing of a run that is stopped: the next one says what became of it.
	await node.stopWhen(() => sandbox.ledger.placed.length >= PLACED_FIRST);
	await node.execute();
	await takePicture(editor, 'run-again', [hint(node)], allAround(4));
}

module.exports = { output, mixedRows, checkOnly, beforeTheRun, runAgain };
