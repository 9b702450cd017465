// @ts-check
// The picture that moves: twelve rows of a spreadsheet become calls in n8n, beside the sandbox's page, which shows the phone's side.
const { startSandbox } = require('../../../sandbox/server');
const {
	provideSpreadsheet,
	readExample,
	sandboxCredential,
} = require('../../../scripts/n8n/examples');
const { readPng } = require('../../support/pictures/png');
const { beside, moving } = require('../../support/pictures/smaller');
const { openEditor } = require('../support/editor');
const { savePicture, tidy } = require('./camera');

/** @typedef {import('../support/editor').Editor} Editor */
/** @typedef {import('../support/stage').Stage} Stage */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../../support/pictures/png').Picture} Picture */

const HEIGHT = 750;
const EDITOR_WIDTH = 720;
/** The sandbox's page is shown as a person makes a page smaller, to see more of it. */
const PHONE = { width: 752, height: 1072 };
const PHONE_SCALE = HEIGHT / PHONE.height;
/** Calls that last about 40 seconds in life are over in five. */
const SPEED = 8;
/** Between two frames, in milliseconds, in life and in the picture. */
const PACE = 400;
const LAST_FRAME = 4_000;
/** How high the logs are, below the canvas. */
const LOGS = 430;
/** What is not needed to follow a run. */
const WITHOUT = [
	...['="canvas-controls"', '="node-creator-plus-button"', '="command-bar-button"'],
	...['="add-sticky-button"', '="toggle-focus-panel-button"', '^="execute-workflow-button-"'],
]
	.map((id) => `[data-test-id${id}] { display: none !important; }`)
	.join(' ');

/** What the last node shows of each call. @type {Record<string, string>} */
const RESULT = {
	Customer: "={{ $('One Item per Row').item.json['First Name'] }}",
	Phone: '={{ $json.customerPhone }}',
	Outcome: '={{ $json.status }}',
	Reached: '={{ $json.reached }}',
	Seconds: '={{ $json.duration }}',
};

/** @returns {object} an Edit Fields node */
function resultNode() {
	const assignments = Object.entries(RESULT).map(([name, value]) => ({
		...{ id: name, name, value },
		type: 'string',
	}));
	const parameters = { assignments: { assignments }, options: {} };
	return { id: 'result', name: 'Result', type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters };
}

/** The spreadsheet example as far as its calls, waiting for how each ends. @param {Stage} stage @param {string} credentialId */
function workflow({ filesFolder }, credentialId) {
	provideSpreadsheet(filesFolder);
	const { nodes, settings } = readExample('spreadsheet-to-calls.json', credentialId, filesFolder);
	const first = nodes.filter(({ type }) => !type.endsWith('stickyNote')).slice(0, 4);
	// The example only checks at first.
	Object.assign(first[3].parameters, { waitForCompletion: true, options: {} });
	const shown = [...first, /** @type {{ name: string }} */ (resultNode())];
	const connections = Object.fromEntries(
		shown
			.slice(1)
			.map(({ name }, index) => [
				shown[index].name,
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
	);
	return {
		...{ name: 'Call customers', settings, connections },
		nodes: shown.map((node, index) => ({ ...node, position: [index * 176, 0] })),
	};
}

/** @param {Page} left @param {Page} right @returns {Promise<Picture>} */
async function frame(left, right) {
	const [one, other] = [await left.screenshot(), await right.screenshot()];
	return beside(readPng(one), readPng(other));
}

/** @param {Editor} editor @param {Page} phone @returns {Promise<Picture[]>} from before the run until after it */
async function film(editor, phone) {
	const frames = [await frame(editor.page, phone)];
	let isOver = false;
	const run = editor.runWorkflow().then(() => (isOver = true));
	while (!isOver) {
		const next = new Promise((done) => editor.page.waitForTimeout(PACE).then(done));
		frames.push(await frame(editor.page, phone));
		await next;
	}
	await run;
	await editor.page.waitForTimeout(2 * PACE);
	frames.push(await frame(editor.page, phone));
	return frames;
}

/** @param {Editor} given */
async function twelveCalls({ stage }) {
	const sandbox = await startSandbox({ speed: SPEED });
	const editor = await openEditor(stage, { width: EDITOR_WIDTH, height: HEIGHT });
	const context = await stage.browser.newContext({
		viewport: PHONE,
		deviceScaleFactor: PHONE_SCALE,
		colorScheme: 'light',
	});
	try {
		const { id } = await stage.n8n.api('POST', '/rest/credentials', sandboxCredential(sandbox));
		await editor.openWorkflow(workflow(stage, id));
		await editor.page.getByTestId('logs-overview-header').click();
		await editor.raiseLowerPanel(LOGS);
		await editor.page.getByTestId('zoom-to-fit').click();
		await editor.page.addStyleTag({ content: WITHOUT });
		await tidy(editor.page);
		const phone = await context.newPage();
		await phone.goto(sandbox.url);
		await phone.getByText('Live', { exact: true }).waitFor();
		const pictures = await film(editor, phone);
		const frames = pictures.map((picture, index) => ({
			picture,
			milliseconds: index === pictures.length - 1 ? LAST_FRAME : PACE,
		}));
		savePicture('twelve-calls', moving(frames));
	} finally {
		await context.close();
		await editor.close();
		await sandbox.close();
	}
}

module.exports = { twelveCalls };
