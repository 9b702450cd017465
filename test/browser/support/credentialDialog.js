// @ts-check
// The dialog in which a credential is entered and tested.

/** @typedef {import('playwright-core').Page} Page */

class CredentialDialog {
	/** @param {Page} page */
	constructor(page) {
		this.page = page;
		this.dialog = page.getByTestId('editCredential-modal');
	}

	/** Opens it for a new credential from the opened node's own selector. */
	async openNew() {
		await this.page.getByTestId('node-credentials-select').click();
		await this.page.getByTestId('node-credentials-select-item-new').click();
		await this.dialog.waitFor();
	}

	/** Opens the credential that the opened node uses; n8n then tests it. @returns {Promise<boolean>} whether it says that it works */
	async openChosen() {
		const answered = this.testAnswer();
		await this.page.getByTestId('credential-edit-button').click();
		const { data } = await (await answered).json();
		if (data.status !== 'OK') return false;
		await this.dialog.getByText('Connection tested successfully').waitFor();
		return true;
	}

	/** @private */
	async testAnswer() {
		return await this.page.waitForResponse((answer) => answer.url().endsWith('/credentials/test'));
	}

	/** @param {{ username?: string, password?: string, baseUrl?: string }} values */
	async fill(values) {
		for (const [name, value] of Object.entries(values)) {
			await this.input(name).fill(value);
		}
	}

	/** @param {string} name @returns {import('playwright-core').Locator} */
	input(name) {
		return this.dialog.getByTestId(`parameter-input-${name}`).locator('input');
	}

	/** @param {string} name */
	async valueOf(name) {
		return await this.input(name).inputValue();
	}

	/** @param {string} name @returns {Promise<boolean>} whether what is typed is shown as dots */
	async isMasked(name) {
		return (await this.input(name).getAttribute('type')) === 'password';
	}

	/**
	 * Saves, which tests the credential. n8n closes the dialog when the test succeeds.
	 *
	 * @returns {Promise<string | undefined>} what n8n says is wrong, as somebody reads it who asks for the details
	 */
	async saveAndTest() {
		const answered = this.testAnswer();
		await this.dialog.getByTestId('credential-save-button').getByRole('button').click();
		const { data } = await (await answered).json();
		if (data.status === 'OK') {
			await this.dialog.waitFor({ state: 'hidden' });
			return undefined;
		}
		const failure = this.dialog.getByText('Couldn’t connect with these settings');
		await failure.waitFor();
		// n8n leaves the details open once somebody has asked for them.
		const details = this.dialog.getByText(data.message);
		const ask = this.dialog.getByText('More details');
		await details.or(ask).first().waitFor();
		if (await ask.isVisible()) await ask.click();
		return await details.innerText();
	}

	async close() {
		await this.page.keyboard.press('Escape');
		await this.dialog.waitFor({ state: 'hidden' });
	}
}

module.exports = { CredentialDialog };
