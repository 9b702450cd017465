// @ts-check
// n8n's editor as its user sees it: the canvas, the nodes panel, and what opens from them.
const { selectors } = require('playwright-core');
const { CredentialDialog } = require('./credentialDialog');
const { NodeView } = require('./nodeView');
const { untilExecuted } = require('./run');

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

/** How long anything that a user waits for may take, in milliseconds: two cores, shared with n8n. */
const PATIENCE = 30_000;
/** Long enough for the editor to move a mark, in milliseconds. */
const A_MOMENT = 300;
/** Words that find no node. */
const NOTHING = 'qqqqqq';
const WINDOW = { width: 1440, height: 900 };

selectors.setTestIdAttribute('data-test-id');

class Editor {
	/** @param {Page} page @param {import('./stage').Stage} stage */
	constructor(page, stage) {
		this.page = page;
		this.stage = stage;
		/** What the browser's console said, for a failing test's evidence @type {string[]} */
		this.said = [];
		/** Errors of the console and of the page itself @type {string[]} */
		this.errors = [];
		page.on('console', (message) => {
			this.said.push(`${message.type()}: ${message.text()} (${message.location().url})`);
			if (message.type() === 'error')
				this.errors.push(`${message.text()} (${message.location().url})`);
		});
		page.on('pageerror', (error) => {
			this.said.push(String(error));
			this.errors.push(String(error.stack ?? error));
		});
		this.node = new NodeView(page, stage);
		this.credential = new CredentialDialog(page);
	}

	async logIn() {
		const { url, owner } = this.stage.n8n;
		await this.page.goto(`${url}/signin`);
		await this.page.locator('input[name=emailOrLdapLoginId]').fill(owner.email);
		await this.page.locator('input[name=password]').fill(owner.password);
		await this.page.keyboard.press('Enter');
		await this.page.waitForURL((address) => !address.pathname.includes('signin'));
	}

	/**
	 * Opens a workflow on the canvas.
	 *
	 * @param {object} workflow as n8n exports it
	 * @returns {Promise<string>} its id
	 */
	async openWorkflow(workflow) {
		const id = await this.stage.addWorkflow(workflow);
		await this.page.goto(`${this.stage.n8n.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-wrapper').waitFor();
		await this.page.getByTestId('node-creator-plus-button').waitFor();
		return id;
	}

	/** Opens a canvas with nothing on it. */
	async openEmptyWorkflow() {
		await this.page.goto(`${this.stage.n8n.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').waitFor();
	}

	/** Adds the node that a workflow starts with to an empty canvas. @param {string} trigger its name in the nodes panel */
	async addFirstNode(trigger) {
		await this.page.getByTestId('canvas-add-button').click();
		await this.inNodesPanel(trigger).click();
		await this.page.getByTestId('canvas-node').waitFor();
	}

	/**
	 * Adds a node behind the last one, with the mouse, and opens it.
	 *
	 * @param {string} words typed into the search
	 * @param {string} name of the node
	 * @param {string} action
	 */
	async addNextNode(words, name, action) {
		await this.page.getByTestId('canvas-handle-plus').last().click();
		await this.page.getByTestId('node-creator-search-bar').waitFor();
		await this.page.keyboard.type(words);
		await this.inNodesPanel(name).first().click();
		await this.inNodesPanel(action).first().click();
		await this.node.waitFor();
	}

	/** @param {'light' | 'dark'} theme what the user's system prefers; n8n follows it */
	async useTheme(theme) {
		await this.page.emulateMedia({ colorScheme: theme });
	}

	/** @param {string} name @returns {Locator} */
	nodeOnCanvas(name) {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	/** @param {string} name the node's name on the canvas */
	async openNode(name) {
		await this.nodeOnCanvas(name).dblclick();
		await this.node.waitFor();
		return this.node;
	}

	/** Opens the panel of all nodes and searches it. @param {string} text */
	async searchNodes(text) {
		const search = this.page.getByTestId('node-creator-search-bar');
		if (!(await search.isVisible())) {
			await this.page.getByTestId('node-creator-plus-button').click();
		}
		// n8n searches a moment later: until then the panel shows what was found before.
		await search.fill(NOTHING);
		await this.page.getByTestId('node-creator-item-name').first().waitFor({ state: 'hidden' });
		await search.fill(text);
	}

	/** @param {string} name @returns {Locator} a node, or one of its actions, in the nodes panel */
	inNodesPanel(name) {
		return this.page.getByTestId('item-iterator-item').filter({
			has: this.page.getByTestId('node-creator-item-name').getByText(name, { exact: true }),
		});
	}

	/** Goes down the nodes panel with the arrow key until an entry is marked. @param {string} name */
	async arrowDownTo(name) {
		const marked = this.inNodesPanel(name).and(this.page.locator('[class*="_active_"]'));
		for (let steps = 0; steps < 15; steps++) {
			const isMarked = marked.waitFor({ timeout: A_MOMENT }).then(
				() => true,
				() => false,
			);
			if (await isMarked) return;
			await this.page.keyboard.press('ArrowDown');
		}
		throw new Error(`The arrow key does not lead to "${name}"`);
	}

	/**
	 * Drags an action (such as "Contact by call, SMS, WhatsApp or email") from the nodes panel onto the canvas. n8n opens the new node.
	 *
	 * @param {string} name
	 * @param {{ x: number, y: number }} to where on the canvas
	 */
	async dragToCanvas(name, to) {
		await this.inNodesPanel(name)
			.locator('[draggable]')
			.first()
			.dragTo(this.page.getByTestId('canvas-wrapper'), { targetPosition: to });
		await this.node.waitFor();
	}

	/** @returns {Promise<string[]>} what the nodes panel offers */
	async entriesOfNodesPanel() {
		return await this.page.getByTestId('node-creator-item-name').allInnerTexts();
	}

	/**
	 * @param {string} name of a node on the canvas
	 * @param {{ otherThan?: string }} [options] waits until the icon is not this one any more
	 * @returns {Promise<{ source: string, width: number }>}
	 */
	async iconOnCanvas(name, { otherThan = '' } = {}) {
		const icon = this.nodeOnCanvas(name).locator(`img:not([src="${otherThan}"])`).first();
		await icon.waitFor();
		return await icon.evaluate(async (image) => {
			await /** @type {any} */ (image).decode();
			return {
				source: image.getAttribute('src') ?? '',
				width: /** @type {any} */ (image).naturalWidth,
			};
		});
	}

	/** Runs the whole workflow. @param {() => Promise<void>} [start] how; by default with the button */
	async runWorkflow(
		start = async () => await this.page.getByTestId('execute-workflow-button').first().click(),
	) {
		await untilExecuted(this.page, this.stage, start);
	}

	/** Makes the panel with chat and logs, below the canvas, so many pixels high. @param {number} height */
	async raiseLowerPanel(height) {
		const box = await this.page.getByTestId('logs-panel').boundingBox();
		if (!box) throw new Error('There is no panel below the canvas');
		const x = box.x + box.width / 2;
		await this.page.mouse.move(x, box.y);
		await this.page.mouse.down();
		await this.page.mouse.move(x, box.y + box.height - height, { steps: 5 });
		await this.page.mouse.up();
	}

	/** Presses Tab until the focus is in an element. @param {Locator} target */
	async tabTo(target) {
		for (let steps = 0; steps < 12; steps++) {
			await this.page.keyboard.press('Tab');
			const focused = this.page.locator(':focus');
			if ((await target.and(focused).or(target.locator(':focus')).count()) > 0) return;
		}
		throw new Error('Tab does not lead there');
	}

	async close() {
		await this.page.context().close();
	}
}

/**
 * @param {import('./stage').Stage} stage
 * @param {{ pixelRatio?: number, width?: number, height?: number }} [options]
 * @returns {Promise<Editor>} in a browser profile of its own, logged in
 */
async function openEditor(stage, { pixelRatio = 1, ...size } = {}) {
	const context = await stage.browser.newContext({
		viewport: { ...WINDOW, ...size },
		deviceScaleFactor: pixelRatio,
		colorScheme: 'light',
		locale: 'en-US',
		permissions: ['clipboard-read', 'clipboard-write'],
	});
	context.setDefaultTimeout(PATIENCE);
	const editor = new Editor(await context.newPage(), stage);
	await editor.logIn();
	return editor;
}

module.exports = { openEditor, Editor };
