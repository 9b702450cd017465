// @ts-check
// `npm run docs:screenshots`: makes the README's pictures in docs/images/ from the real editor, with the sandbox behind it.
const { mkdirSync } = require('node:fs');
const { join } = require('node:path');
const { provideSpreadsheet, readExample } = require('../../scripts/n8n/examples');
const { ROOT } = require('../../scripts/support/paths');
const { printError } = require('../../scripts/support/progress');
const { openEditor } = require('./support/editor');
const { openStage } = require('./support/stage');
const { CUSTOMERS, READY, customersToElemente } = require('./support/workflows');

const FOLDER = join(ROOT, 'docs', 'images');
/** Sharp on today's screens, and still small: the README shows pictures at most 900 points wide. */
const PIXEL_RATIO = 1.5;

const WINDOW = { width: 1280, height: 860 };
/** Room for several columns of the output. */
const WIDE_WINDOW = { width: 2000, height: 800 };

/** @typedef {import('./support/editor').Editor} Editor */
/** @typedef {import('playwright-core').Locator} Locator */

/** What lies over the editor for a while: n8n's messages in the corner, and the neighbours of an opened node. */
const OVERLAYS = '.el-notification, [data-test-id="floating-nodes"] { display: none !important; }';

/**
 * @param {Editor} editor
 * @param {string} name of the picture
 * @param {Locator[]} shown what it is cropped to
 * @param {number} [margin] around it
 */
async function takePicture({ page }, name, shown, margin = 0) {
	await page.addStyleTag({ content: OVERLAYS });
	// What the mouse points at looks different, and so does what has the focus.
	await page.mouse.move(2, 2);
	await page.evaluate(() => /** @type {any} */ (globalThis).document.activeElement?.blur());
	const boxes = (await Promise.all(shown.map(async (each) => await each.boundingBox()))).flatMap(
		(box) => box ?? [],
	);
	await page.screenshot({
		path: join(FOLDER, `${name}.png`),
		animations: 'disabled',
		clip: around(boxes, margin),
	});
}

/** @param {Array<{ x: number, y: number, width: number, height: number }>} boxes @param {number} margin */
function around(boxes, margin) {
	const left = Math.max(0, Math.min(...boxes.map(({ x }) => x)) - margin);
	const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - margin);
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + margin;
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + margin;
	return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The canvas of the spreadsheet example. @param {Editor} editor */
async function canvas(editor) {
	const { credentialId, filesFolder } = editor.stage;
	provideSpreadsheet(filesFolder);
	await editor.openWorkflow(readExample('spreadsheet-to-calls.json', credentialId, filesFolder));
	await editor.page.getByTestId('zoom-to-fit').click();
	await editor.runWorkflow();
	await editor.page.getByText('12 items').nth(2).waitFor();
	await takePicture(editor, 'canvas', [...(await editor.page.getByTestId('sticky').all())], 12);
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
	await node.dragColumn('First Name', node.field('customerName'));
	await node.untilItShows('customerName', '{{');
	await node.dragColumn('Phone', node.field('customerPhone'));
	await node.untilItShows('customerPhone', '{{');
	await node.mapColumns(['Order ID', 'Order Amount']);
	await node.field('customerName').evaluate((field) => {
		const item = /** @type {any} */ (field).closest('[data-test-id="parameter-item"]');
		item.scrollIntoView({ block: 'start' });
		// Past the field above, of which a part would be left.
		item.closest('[class*="nodeParameters"], .node-parameters-wrapper')?.scrollBy(0, 24);
	});
	await takePicture(editor, 'mapping', [node.input, node.parameters]);
}

/** What became of each row. @param {Editor} editor */
async function output(editor) {
	await editor.openWorkflow(
		customersToElemente({
			credentialId: editor.stage.credentialId,
			parameters: { ...READY, customerName: "={{ $json['First Name'] }}" },
			rows: [...CUSTOMERS, { 'First Name': 'Emma', Phone: '+1-202-555-0101' }],
		}),
	);
	const node = await editor.openNode('Elemente');
	await node.execute();
	await node.showOutputAs('Table');
	await node.outputTable();
	await takePicture(
		editor,
		'output',
		[
			node.output.getByTestId('run-data-pane-header'),
			node.output.locator('tr').last().locator('td').first(),
		],
		3,
	);
}

/** Bad rows, named before anybody is called. @param {Editor} editor */
async function error(editor) {
	await editor.openWorkflow(
		customersToElemente({
			credentialId: editor.stage.credentialId,
			parameters: READY,
			rows: [...CUSTOMERS, { Phone: '020 7946 0123' }, { Phone: 'n/a' }],
		}),
	);
	const node = await editor.openNode('Elemente');
	await node.execute();
	await node.output.getByTestId('node-error-message').waitFor();
	await takePicture(
		editor,
		'bad-rows',
		[
			node.output.getByTestId('run-data-pane-header'),
			node.output.locator('.node-error-view__header'),
		],
		4,
	);
}

/** @param {Editor} editor */
async function credential(editor) {
	await editor.openWorkflow(customersToElemente({ parameters: READY }));
	await editor.openNode('Elemente');
	await editor.credential.openNew();
	await editor.credential.fill({ username: 'you@your-company.com', password: 'a long password' });
	await takePicture(editor, 'credential', [editor.credential.dialog]);
}

async function main() {
	mkdirSync(FOLDER, { recursive: true });
	const stage = await openStage();
	try {
		const editor = await openEditor(stage, { pixelRatio: PIXEL_RATIO, ...WINDOW });
		for (const picture of [canvas, mapping, error, credential]) await picture(editor);
		await editor.page.setViewportSize(WIDE_WINDOW);
		await output(editor);
		console.log(`The pictures are in ${FOLDER}`);
	} catch (problem) {
		printError(problem);
		process.exitCode = 1;
	} finally {
		await stage.close();
	}
}

void main();
