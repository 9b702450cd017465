// @ts-check
// Gives a test file `sandboxPage`: a sandbox and a browser of its own. The sandbox's page needs no n8n. It runs outside jest's
// sandbox, as the editor's environment does.
const { TestEnvironment } = require('jest-environment-node');
const { startSandbox } = require('../../../sandbox/server');
const { launchBrowser } = require('./chromium');

/**
 * @typedef {object} SandboxPage
 * @property {import('../../../sandbox/server').Sandbox} sandbox
 * @property {import('playwright-core').Page} page
 * @property {string[]} said what the browser complained about
 */

class SandboxPageEnvironment extends TestEnvironment {
	async setup() {
		await super.setup();
		this.browser = await launchBrowser();
		// Its calls move when a test says so.
		this.sandbox = await startSandbox({ speed: 0 });
		const page = await this.browser.newPage();
		/** @type {string[]} */
		const said = [];
		page.on('console', (message) => said.push(message.text()));
		page.on('pageerror', (error) => said.push(String(error)));
		Object.assign(this.global, { sandboxPage: { sandbox: this.sandbox, page, said } });
	}

	async teardown() {
		await this.browser?.close();
		await this.sandbox?.close();
		await super.teardown();
	}
}

module.exports = SandboxPageEnvironment;
