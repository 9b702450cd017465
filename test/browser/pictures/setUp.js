// @ts-check
// Setting the node up: the workflow, the credential, the columns that are dragged, the panel of all nodes.
const { provideSpreadsheet, readExample } = require('../../../scripts/n8n/examples');
const { READY, customersToElemente } = require('../support/workflows');
const { allAround, takePicture } = require('./camera');

/** @typedef {import('../support/editor').Editor} Editor */

/** The canvas of the spreadsheet example. @param {Editor} editor */
async function canvas(editor) {
	const { credentialId, filesFolder } = editor.stage;
	provideSpreadsheet(filesFolder);
	await editor.openWorkflow(readExample('spreadsheet-to-calls.json', credentialId, filesFolder));
	await editor.page.getByTestId('zoom-to-fit').click();
	await editor.runWorkflow();
	await editor.page.getByText('12 items').nth(2).waitFor();
	await takePicture(editor, 'canvas', await editor.page.getByTestId('sticky').all(), allAround(12));
}

/** Columns dragged into the fields. @param {Editor} editor */
async function mapping(editor) {
	const { agentId, skillId } = READY;
	await editor.openWorkflow(
		customersToElemente({
			credentialId: editor.stage.credentialId,
			parameters: { agentId, skillId },
		}),
	);
	const node = await editor.openNode('Elemente');
	await node.dragColumn('Phone', node.field('customerPhone'));
	await node.untilItShows('customerPhone', '{{');
	await node.mapColumns(['Order ID', 'Order Amount']);
	await node.dragColumn('First Name', node.field('customerName'));
	await node.untilItShows('customerName', '{{');
	const last = editor.page
		.getByTestId('parameter-item')
		.filter({ has: node.field('customerName') })
		.last();
	await last.evaluate((item) => /** @type {any} */ (item).scrollIntoView({ block: 'end' }));
	await takePicture(editor, 'mapping', [node.input.getByText('Input', { exact: true }), last], {
		...allAround(16),
		top: 12,
		bottom: 4,
	});
}

/** @param {Editor} editor */
async function credential(editor) {
	await editor.openWorkflow(customersToElemente({ parameters: READY }));
	await editor.openNode('Elemente');
	await editor.credential.openNew();
	await editor.credential.fill({ username: 'you@your-company.com', password: 'a long password' });
	await takePicture(editor, 'credential', [editor.credential.dialog]);
}

module.exports = { canvas, mapping, credential };
