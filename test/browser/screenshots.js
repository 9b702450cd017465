// @ts-check
// `npm run docs:screenshots`: makes the pictures of docs/images/ from the real editor, with the sandbox behind it. With the name of a
// part (`-- errors`), only that one.
const { mkdirSync } = require('node:fs');
const { UserError, printError } = require('../../scripts/support/progress');
const { approval } = require('./pictures/approval');
const { FOLDER } = require('./pictures/camera');
const { errors } = require('./pictures/errors');
const { beforeTheRun, checkOnly, mixedRows, output, runAgain } = require('./pictures/outcomes');
const { canvas, credential, mapping } = require('./pictures/setUp');
const { twelveCalls } = require('./pictures/twelveCalls');
const { openEditor } = require('./support/editor');
const { openStage } = require('./support/stage');

/** Sharp on today's screens, and still small: the README shows pictures at most 900 points wide. */
const PIXEL_RATIO = 1.5;

const WINDOW = { width: 1280, height: 860 };
/** Room for several columns of the output. */
const WIDE_WINDOW = { width: 2200, height: 980 };

/** @typedef {import('./support/editor').Editor} Editor */

/** @type {Record<string, { size: { width: number, height: number }, take: (editor: Editor) => Promise<void> }>} */
const PARTS = {
	canvas: { size: WINDOW, take: canvas },
	mapping: { size: WINDOW, take: mapping },
	credential: { size: WINDOW, take: credential },
	beforeTheRun: { size: WINDOW, take: beforeTheRun },
	output: { size: WIDE_WINDOW, take: output },
	mixedRows: { size: WIDE_WINDOW, take: mixedRows },
	checkOnly: { size: WIDE_WINDOW, take: checkOnly },
	runAgain: { size: WINDOW, take: runAgain },
	errors: { size: WINDOW, take: errors },
	approval: { size: WINDOW, take: approval },
	twelveCalls: { size: WINDOW, take: twelveCalls },
};

/** @param {string[]} names of parts; all of them where there is none */
async function takeParts(names) {
	const unknown = names.find((name) => !(name in PARTS));
	if (unknown)
		throw new UserError(`There is no part ${unknown}, but ${Object.keys(PARTS).join(', ')}`);
	mkdirSync(FOLDER, { recursive: true });
	const stage = await openStage();
	try {
		const editor = await openEditor(stage, { pixelRatio: PIXEL_RATIO, ...WINDOW });
		for (const name of names.length > 0 ? names : Object.keys(PARTS)) {
			await editor.page.setViewportSize(PARTS[name].size);
			stage.sandbox.reset();
			await PARTS[name].take(editor);
		}
		console.log(`The pictures are in ${FOLDER}`);
	} finally {
		await stage.close();
	}
}

takeParts(process.argv.slice(2)).catch((problem) => {
	printError(problem);
	process.exitCode = 1;
});
