// @ts-check
// Takes the pictures of docs/images/ in the editor.
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { ROOT } = require('../../../scripts/support/paths');
const { withPalette } = require('../../support/pictures/smaller');

const FOLDER = join(ROOT, 'docs', 'images');

/** @typedef {import('../support/editor').Editor} Editor */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Margins in the page's pixels */

/** What lies over the editor for a while: n8n's messages in the corner, and the neighbours of an opened node. */
const OVERLAYS =
	'.el-notification, [data-test-id="floating-nodes"] { display: none !important; } * { caret-color: transparent !important; }';

/**
 * Has nothing lie over the page and nothing look pointed at.
 *
 * @param {import('playwright-core').Page} page
 */
async function tidy(page) {
	await page.addStyleTag({ content: OVERLAYS });
	await page.mouse.move(2, 2);
	await page.evaluate(() => /** @type {any} */ (globalThis).document.activeElement?.blur());
}

/**
 * @param {Editor} editor
 * @param {string} name of the picture
 * @param {Locator[]} shown what it is cropped to
 * @param {Partial<Margins>} [margins] around it
 */
async function takePicture({ page }, name, shown, margins = {}) {
	await tidy(page);
	const boxes = (await Promise.all(shown.map(async (each) => await each.boundingBox()))).flatMap(
		(box) => box ?? [],
	);
	const png = await page.screenshot({ animations: 'disabled', clip: around(boxes, margins) });
	savePicture(name, withPalette(png));
}

/** @param {string} name @param {Buffer} png */
function savePicture(name, png) {
	writeFileSync(join(FOLDER, `${name}.png`), png);
}

/** @param {Box[]} boxes @param {Partial<Margins>} margins @returns {Box} */
function around(boxes, { left = 0, top = 0, right = 0, bottom = 0 }) {
	const x = Math.max(0, Math.min(...boxes.map((box) => box.x)) - left);
	const y = Math.max(0, Math.min(...boxes.map((box) => box.y)) - top);
	const toRight = Math.max(...boxes.map((box) => box.x + box.width)) + right;
	const toBottom = Math.max(...boxes.map((box) => box.y + box.height)) + bottom;
	return { x, y, width: toRight - x, height: toBottom - y };
}

/** The same margin on all sides. @param {number} margin @returns {Margins} */
const allAround = (margin) => ({ left: margin, top: margin, right: margin, bottom: margin });

module.exports = { FOLDER, allAround, savePicture, takePicture, tidy };
