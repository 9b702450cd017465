// @ts-check
// Filling in a node's parameters as a user does, whatever they are; a field of a collection has its path, such as `agentOverride.name`.
const { NodeView } = require('./nodeView');

/** How long n8n may take to take over what was typed, in milliseconds: its own delay is 100. */
const TYPING_SETTLES = 300;
const TEXT_BOX = 'input, textarea, .cm-content';

class Form extends NodeView {
	/**
	 * @override
	 * @param {string} path of the parameter, as in the workflow's JSON
	 */
	field(path) {
		return this.page.locator(`[data-parameter-path="parameters.${path}"]`);
	}

	/** Takes the focus away: what n8n shows of an expression's result lies over the fields below. */
	async leaveField() {
		await this.page.evaluate(() => /** @type {any} */ (globalThis).document.activeElement?.blur());
		await this.page.waitForTimeout(TYPING_SETTLES);
	}

	/** Adds fields to a collection. @param {string} collection its label @param {string[]} labels */
	async add(collection, ...labels) {
		for (const label of labels) {
			await this.addField(collection, label);
			await this.leaveField();
		}
	}

	/** @override @param {string} path @param {string} option its label */
	async choose(path, option) {
		await super.choose(path, option);
		await this.leaveField();
	}

	/** Writes into a field in place of what is there. @param {string} path @param {string} text */
	async write(path, text) {
		await this.field(path).locator(TEXT_BOX).first().click();
		await this.page.keyboard.press('ControlOrMeta+A');
		await this.page.keyboard.type(text);
		await this.leaveField();
	}

	/** Writes a date into the box of n8n's date picker. @param {string} path @param {string} date such as 2020-01-31 */
	async writeDate(path, date) {
		await this.field(path).locator('input').click();
		await this.page.keyboard.type(date);
		await this.page.keyboard.press('Enter');
		await this.leaveField();
	}

	/** Drags a column of the input into a field. @param {string} column @param {string} path */
	async drag(column, path) {
		await this.dragColumn(column, this.field(path));
		await this.untilItShows(path, '{{');
		await this.leaveField();
	}

	/** @override @param {string[]} names */
	async mapColumns(names) {
		await super.mapColumns(names);
		await this.leaveField();
	}

	/** Writes an expression. @param {string} path @param {string} text with {{ }} */
	async express(path, text) {
		const name = path.split('.').at(-1) ?? path;
		await this.field(path).hover();
		const options = this.page.getByTestId(`${name}-parameter-input-options-container`);
		await options.getByTestId('radio-button-expression').click();
		await this.field(path).locator('.cm-content').click();
		await this.page.keyboard.press('ControlOrMeta+A');
		await this.page.keyboard.insertText(text);
		await this.leaveField();
	}

	/** Turns a switch. @param {string} path @param {boolean} on */
	async turn(path, on) {
		const lever = this.field(path).getByRole('switch');
		await this.field(path).click();
		await this.leaveField();
		if ((await lever.getAttribute('aria-checked')) !== String(on)) {
			throw new Error(`${path} was ${on} already`);
		}
	}

	/** Chooses several from a list. @param {string} path @param {string[]} options their labels */
	async chooseAll(path, options) {
		for (const option of options) {
			await super.choose(path, option);
			// The list stays open for the next one; here it has to go.
			await this.page.keyboard.press('Escape');
			await this.leaveField();
		}
	}

	/** Writes the ID of an agent or skill. @param {string} name @param {string} id */
	async writeId(name, id) {
		const locator = this.page.getByTestId(`resource-locator-${name}`);
		await locator.getByTestId('rlc-mode-selector').click();
		await this.page.getByTestId('mode-id').filter({ visible: true }).click();
		await locator.getByTestId('rlc-input').click();
		await this.page.keyboard.type(id);
		await this.leaveField();
	}

	/** Adds a custom field by hand. @param {string} name @param {string} value */
	async addCustomField(name, value) {
		const fields = this.page.getByTestId('assignment');
		const before = await fields.count();
		await this.dropArea.getByText('Add Field').click();
		const added = fields.nth(before);
		await added.getByTestId('assignment-name').locator('input').fill(name);
		await added.getByTestId('assignment-value').locator(TEXT_BOX).first().click();
		await this.page.keyboard.type(value);
		await this.leaveField();
	}
}

module.exports = { Form };
