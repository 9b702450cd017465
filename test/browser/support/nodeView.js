// @ts-check
// An opened node: its input on the left, its parameters in the middle, its output on the right.

const { untilExecuted } = require('./run');

/** How long n8n may take to take over what was typed, in milliseconds: its own delay is 100. */
const TYPING_SETTLES = 500;

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

class NodeView {
	/** @param {Page} page @param {import('./stage').Stage} stage */
	constructor(page, stage) {
		this.page = page;
		this.stage = stage;
		this.panel = page.getByTestId('ndv');
		this.input = page.getByTestId('ndv-input-panel');
		this.output = page.getByTestId('output-panel');
		this.parameters = page.getByTestId('node-parameters');
	}

	async waitFor() {
		await this.parameters.waitFor();
	}

	async close() {
		await this.page.getByTestId('ndv-close-button').click();
		await this.panel.waitFor({ state: 'hidden' });
	}

	/** @param {string} name of the parameter, as in the workflow's JSON @returns {Locator} */
	field(name) {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	/** Waits until a field shows a text. @param {string} name @param {string} text */
	async untilItShows(name, text) {
		await this.field(name).getByText(text).waitFor();
	}

	/** What a field holds: its text, whether typed or an expression. @param {string} name */
	async textOf(name) {
		const field = this.field(name);
		const box = field.locator('input, textarea').first();
		if ((await box.count()) > 0) return await box.inputValue();
		return (await field.locator('.cm-content').innerText()).trim();
	}

	/** Pastes into a text field with the keyboard. @param {string} name @param {string} text */
	async paste(name, text) {
		const box = this.field(name).locator('input, textarea, .cm-content').first();
		await box.click();
		await this.page.evaluate(
			// The function runs in the browser, which Node.js's types do not know.
			(words) => /** @type {any} */ (globalThis).navigator.clipboard.writeText(words),
			text,
		);
		await this.page.keyboard.press('ControlOrMeta+V');
	}

	/** Types into a text field, key by key. @param {string} name @param {string} text */
	async type(name, text) {
		await this.field(name).locator('input, textarea, .cm-content').first().click();
		await this.page.keyboard.type(text);
	}

	/** Switches a field between fixed text and expression. @param {string} name @param {'fixed' | 'expression'} mode */
	async switchTo(name, mode) {
		await this.field(name).hover();
		const options = this.page.getByTestId(`${name}-parameter-input-options-container`);
		await options.getByTestId(`radio-button-${mode}`).click();
	}

	/** Chooses from a drop-down. @param {string} name @param {string} option its label */
	async choose(name, option) {
		await this.field(name).click();
		await this.page
			.getByRole('option')
			.filter({ visible: true, has: this.page.getByText(option, { exact: true }) })
			.first()
			.click();
	}

	/** @param {string} name of a drop-down @returns {Promise<string>} the label of what is chosen */
	async selected(name) {
		return await this.field(name).locator('input').first().inputValue();
	}

	/** @returns {Promise<string>} the name of the credential that the node uses */
	async chosenCredential() {
		return await this.page.getByTestId('node-credentials-select').locator('input').inputValue();
	}

	/** Replaces the text of an editor with lines, such as JSON. @param {string} name @param {string} text */
	async replaceText(name, text) {
		await this.field(name).locator('.cm-content').click();
		await this.page.keyboard.press('ControlOrMeta+A');
		await this.page.keyboard.insertText(text);
	}

	/** Takes a field out of its collection again. @param {string} name */
	async removeField(name) {
		const item = this.page
			.getByTestId('parameter-item')
			.filter({ has: this.field(name) })
			.last();
		await item.hover();
		await item.getByTitle('Delete').last().click();
		await this.field(name).waitFor({ state: 'detached' });
	}

	/** Adds a field of a collection such as "Agent Override". @param {string} collection its label @param {string} field its label */
	async addField(collection, field) {
		await this.page
			.getByTestId('parameter-item')
			.filter({ has: this.page.getByText(collection, { exact: true }) })
			.getByTestId('collection-parameter-add')
			.click();
		await this.page
			.getByTestId('collection-parameter-option')
			.getByText(field, { exact: true })
			.filter({ visible: true })
			.click();
	}

	/** @param {string} name of a parameter with a list @param {string} search typed into the list's search @returns {Promise<Locator>} what is found */
	async searchList(name, search) {
		await this.page.getByTestId(`resource-locator-${name}`).getByTestId('rlc-input').click();
		const box = this.page.getByTestId('rlc-search').filter({ visible: true });
		await box.waitFor();
		await this.page.keyboard.type(search);
		return this.page.getByTestId('rlc-item').filter({ visible: true });
	}

	/** @param {string} name @param {string} search @param {string} [entry] the found entry's label, if it is not what was typed */
	async pickFromList(name, search, entry = search) {
		await (await this.searchList(name, search)).filter({ hasText: entry }).first().click();
	}

	async closeList() {
		await this.page.keyboard.press('Escape');
		await this.page
			.getByTestId('rlc-search')
			.filter({ visible: true })
			.waitFor({ state: 'hidden' });
	}

	/** @param {string} name of a parameter with a list @returns {Promise<string>} what is chosen */
	async chosenIn(name) {
		const list = this.page.getByTestId(`resource-locator-${name}`);
		return await list.getByTestId('rlc-input').inputValue();
	}

	/** @param {string} name @returns {Locator} a column in the input panel */
	column(name) {
		return this.input.locator(`[data-target="mappable"][data-name="${name}"]`).first();
	}

	/** Drags a column of the input with the mouse. @param {string} name @param {Locator} target */
	async dragColumn(name, target) {
		const from = this.column(name);
		await target.scrollIntoViewIfNeeded();
		await from.scrollIntoViewIfNeeded();
		await from.hover();
		await this.page.mouse.down();
		const to = await target.boundingBox();
		if (!to) throw new Error(`There is nothing to drag the column "${name}" to`);
		// n8n takes it for a drag once the mouse has moved a little.
		await this.page.mouse.move(to.x + to.width / 2 - 20, to.y + to.height / 2, { steps: 4 });
		await this.page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
		await this.page.mouse.up();
	}

	/** Drags columns of the input, one after the other, to where they become custom fields. @param {string[]} names */
	async mapColumns(names) {
		const mapped = this.page.getByTestId('assignment');
		for (const name of names) {
			const before = await mapped.count();
			await this.dragColumn(name, this.dropArea);
			await mapped.nth(before).waitFor();
		}
	}

	/** Where columns are dropped to become custom fields. @returns {Locator} */
	get dropArea() {
		return this.page.getByTestId('assignment-collection-drop-area');
	}

	/** @returns {Promise<Array<{ name: string, type: string, value: string }>>} the fields that have been mapped */
	async mappedFields() {
		const rows = await this.page.getByTestId('assignment').all();
		return await Promise.all(
			rows.map(async (row) => ({
				name: await row.getByTestId('assignment-name').locator('input').inputValue(),
				type: (await row.getByTestId('assignment-type-select').innerText()).trim(),
				value: (
					await row.getByTestId('assignment-value').locator('.cm-content').innerText()
				).trim(),
			})),
		);
	}

	/** Runs this node and waits for its output or its error. */
	async execute() {
		// n8n takes over what is typed a moment later, and nothing that can be seen says when.
		await this.page.waitForTimeout(TYPING_SETTLES);
		await untilExecuted(this.page, this.stage, async () => {
			await this.page.getByTestId('node-execute-button').click();
		});
		await this.output
			.locator('[data-test-id^="node-run-status-"]')
			.filter({ visible: true })
			.first()
			.waitFor();
	}

	/**
	 * Starts this node and stops it in its middle, as a user does.
	 *
	 * @param {() => boolean} isTime
	 */
	async stopWhen(isTime) {
		await this.page.waitForTimeout(TYPING_SETTLES);
		await untilExecuted(this.page, this.stage, async () => {
			await this.page.getByTestId('node-execute-button').click();
			while (!isTime()) await this.page.waitForTimeout(50);
			await this.page.getByTestId('ndv-stop-execution-button').click();
		});
	}

	/** @returns {Promise<{ message: string, description: string }>} the error as it is shown */
	async error() {
		return {
			message: await this.output.getByTestId('node-error-message').innerText(),
			description: await this.output.getByTestId('node-error-description').innerText(),
		};
	}

	/** @param {'Table' | 'JSON' | 'Schema'} form */
	async showOutputAs(form) {
		await this.output.getByRole('radio', { name: form }).click();
	}

	/** @param {'Success' | 'Error'} name of a node's output with an error output */
	async showOutputBranch(name) {
		await this.output.getByText(`${name} Branch`).click();
	}

	/** @returns {Promise<string[][]>} the table of the output: its head, then its rows */
	async outputTable() {
		const table = this.output.locator('table').first();
		await table.waitFor();
		return await table.evaluate((element) =>
			[.../** @type {any} */ (element).rows].map((row) =>
				[...row.cells].map((/** @type {any} */ cell) => cell.innerText.trim()),
			),
		);
	}
}

module.exports = { NodeView };
