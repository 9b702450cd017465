// @ts-check
const { existsSync, readdirSync } = require('node:fs');
const { dirname, join, normalize } = require('node:path');
const { anchorsIn } = require('./markdown');
const { readDocument } = require('./package');
const { ROOT } = require('../../scripts/support/paths');

/** The folders whose pages are looked at beside those of the root. */
const FOLDERS = ['.github', 'bench', 'docs', 'examples', 'sandbox', 'scripts', 'test'];

/** The repository as web addresses name it: its front page, or with `/blob/main/` a file. */
const REPOSITORY = 'https://github.com/elemente-ai/n8n-nodes-elemente';

/** @returns {Array<{ path: string, text: string }>} all Markdown pages, by path from the root */
function pages() {
	const inFolders = FOLDERS.filter((folder) => existsSync(join(ROOT, folder))).flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
			join(folder, name),
		),
	);
	return [...readdirSync(ROOT), ...inFolders]
		.filter((path) => path.endsWith('.md'))
		.map((path) => ({ path, text: readDocument(path) }));
}

/** @returns {string[]} the names of the pictures in docs/images */
function pictures() {
	return readdirSync(join(ROOT, 'docs', 'images'));
}

/** @param {string} path from the root @returns {boolean} */
function isThere(path) {
	return existsSync(join(ROOT, path));
}

/**
 * Where a link of a page leads inside this repository.
 *
 * @param {string} page its path from the root
 * @param {string} link
 * @returns {{ path: string, anchor: string } | undefined} undefined where it leads out of the repository
 */
function targetOf(page, link) {
	const [address, anchor = ''] = link.split('#');
	if (address === REPOSITORY) return { path: 'README.md', anchor };
	const [, inRepository] = address.split(`${REPOSITORY}/blob/main/`);
	if (inRepository) return { path: inRepository, anchor };
	if (/^[a-z]+:/i.test(address)) return undefined;
	const path = address === '' ? page : normalize(join(dirname(page), decodeURI(address)));
	return { path, anchor };
}

/**
 * What is wrong with a link of a page, in words.
 *
 * @param {string} page its path from the root
 * @param {string} link
 * @returns {string[]} nothing where it leads somewhere, or out of the repository
 */
function problemOf(page, link) {
	const target = targetOf(page, link);
	if (target === undefined) return [];
	const { path, anchor } = target;
	if (path.startsWith('..') || !isThere(path)) return [`${link}: there is no ${path}`];
	// GitHub calls the README on its front page so.
	if (anchor === '' || (anchor === 'readme' && path === 'README.md')) return [];
	if (!path.endsWith('.md') || anchorsIn(readDocument(path)).includes(anchor)) return [];
	return [`${link}: there is no such heading`];
}

module.exports = { REPOSITORY, isThere, pages, pictures, problemOf };
