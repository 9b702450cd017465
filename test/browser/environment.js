// @ts-check
// Gives each test file `stage` (one for the whole run) and `editor` (a fresh browser profile, logged in), and keeps evidence
// of what a failing test saw. It runs outside jest's sandbox: playwright and n8n's scripts get the real Node.js.
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');
const { CACHE } = require('../../scripts/support/paths');
const { openEditor } = require('./support/editor');
const { sharedStage } = require('./support/sharedStage');

/** Where a failing test leaves what the browser showed and said. */
const EVIDENCE = join(CACHE, 'browser-failures');

class EditorEnvironment extends TestEnvironment {
	async setup() {
		await super.setup();
		this.stage = await sharedStage();
		this.editor = await openEditor(this.stage);
		Object.assign(this.global, { stage: this.stage, editor: this.editor });
	}

	async teardown() {
		await this.editor?.close();
		await super.teardown();
	}

	/** @param {{ name: string, test: { name: string } }} event of jest, as far as it is used here */
	async handleTestEvent(event) {
		if (event.name === 'test_start') {
			this.editor?.said.splice(0);
			this.stage?.sandbox.reset();
		}
		if (event.name === 'test_fn_failure') await this.keepEvidence(event.test.name);
	}

	/** @param {string} name of the test */
	async keepEvidence(name) {
		if (!this.editor) return;
		mkdirSync(EVIDENCE, { recursive: true });
		const path = join(EVIDENCE, name.replace(/[^a-z0-9]+/gi, '-').slice(0, 80));
		const { page, said } = this.editor;
		await page.screenshot({ path: `${path}.png`, fullPage: true }).catch(() => {});
		writeFileSync(`${path}.log`, [page.url(), ...said].join('\n'));
		process.stderr.write(`\nWhat the browser showed and said is in ${path}.png and .log\n`);
	}
}

module.exports = EditorEnvironment;
