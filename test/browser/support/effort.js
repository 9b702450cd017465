// @ts-check
// Counts what a user's hands do in the editor: the fewer, the sooner somebody's first call is placed.

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ clicks: number, keys: number }} Effort a drag is counted as a click; a shortcut such as Ctrl+V is one key */

/**
 * Counts from the next page on that is loaded.
 *
 * @param {Page} page
 * @returns {Promise<() => Promise<Effort>>} what has been done since that page was loaded
 */
async function countEffort(page) {
	await page.addInitScript(() => {
		/** @type {any} */
		const window = globalThis;
		const effort = { clicks: 0, keys: 0 };
		window.effortOfTheUser = effort;
		window.addEventListener('pointerdown', () => effort.clicks++, true);
		window.addEventListener(
			'keydown',
			(/** @type {{ key: string }} */ { key }) => {
				if (!['Control', 'Shift', 'Alt', 'Meta'].includes(key)) effort.keys++;
			},
			true,
		);
	});
	return async () =>
		await page.evaluate(() => ({ .../** @type {any} */ (globalThis).effortOfTheUser }));
}

module.exports = { countEffort };
