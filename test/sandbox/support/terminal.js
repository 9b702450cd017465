// @ts-check
const { PassThrough } = require('node:stream');

/** A terminal to type at, which keeps what is shown. Only what readline needs of one. */
function fakeTerminal() {
	const output = new PassThrough();
	/** @type {string[]} */
	const shown = [];
	output.on('data', (chunk) => shown.push(String(chunk)));
	const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
	return { input, output, shown: () => shown.join('') };
}

module.exports = { fakeTerminal };
