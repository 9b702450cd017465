// @ts-check
// A published form as a customer sees it: in a browser that knows nothing of n8n's users.

/** How long the form may take to come up or to go on, in milliseconds: two cores, shared with n8n. */
const PATIENCE = 30_000;

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

class CustomerForm {
	/** @param {Page} page */
	constructor(page) {
		this.page = page;
		/** The addresses to which the page has sent something @type {string[]} */
		this.sent = [];
		page.on('request', (request) => {
			if (request.method() === 'POST') this.sent.push(request.url());
		});
	}

	/** @param {string} label @returns {Locator} the field that the label belongs to */
	field(label) {
		return this.page.getByLabel(label, { exact: true });
	}

	/** @param {Record<string, string>} values by the fields' labels */
	async fill(values) {
		for (const [label, value] of Object.entries(values)) await this.field(label).fill(value);
	}

	/** @param {string} button its text */
	async press(button) {
		await this.page.getByRole('button', { name: button }).click();
	}

	/** Waits for a page of this title. @param {string} title @returns {Promise<string>} all that it says */
	async pageTitled(title) {
		await this.page.getByRole('heading', { name: title, exact: true }).waitFor();
		return await this.page.locator('body').innerText();
	}

	/** @param {string} label of a field @returns {Promise<string>} what the form says is wrong with it */
	async complaintAbout(label) {
		const id = await this.field(label).getAttribute('id');
		const complaint = this.page.locator(`.error-${id}`);
		await complaint.waitFor();
		return (await complaint.innerText()).trim();
	}

	async close() {
		await this.page.context().close();
	}
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} address
 * @returns {Promise<CustomerForm>} in a browser profile of its own, not logged in
 */
async function openForm(browser, address) {
	const context = await browser.newContext({ locale: 'en-US' });
	context.setDefaultTimeout(PATIENCE);
	const form = new CustomerForm(await context.newPage());
	await form.page.goto(address);
	return form;
}

module.exports = { CustomerForm, openForm };
