// @ts-check
// What is in sight of an opened node, without scrolling.

/**
 * @param {import('./nodeView').NodeView} node
 * @returns {Promise<string[]>} the names of the fields that the input panel shows as a schema, sorted: n8n moves them while it opens
 */
async function fieldsOfInput({ input }) {
	const shown = await input.locator('[data-target="mappable"][data-depth="1"]').all();
	const names = await Promise.all(shown.map(async (each) => await each.getAttribute('data-name')));
	return names.map(String).sort();
}

/**
 * @param {import('./nodeView').NodeView} node
 * @param {string} name of a field
 * @returns {Promise<boolean>} whether its whole height can be seen
 */
async function isInSight(node, name) {
	return await node.field(name).evaluate((element) => {
		const { top, bottom, left, right } = element.getBoundingClientRect();
		const { document } = /** @type {any} */ (globalThis);
		return [top + 1, bottom - 1].every((y) =>
			document.elementsFromPoint((left + right) / 2, y).includes(element),
		);
	});
}

module.exports = { fieldsOfInput, isInSight };
