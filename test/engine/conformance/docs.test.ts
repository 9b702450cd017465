import { describe, expect, it } from '@jest/globals';

import { REPOSITORY, isThere, pages, pictures, problemOf } from '../../support/docs';
import { linksIn } from '../../support/markdown';
import { manifest, readDocument, sources } from '../../support/package';

/** How long the front page may be: who opens it wants to call somebody. */
const MAX_WORDS = 1_200;

const all = pages();

describe.each(all)('$path', ({ path, text }) => {
	it('has links and pictures that lead somewhere', () => {
		expect(linksIn(text).flatMap((link) => problemOf(path, link))).toEqual([]);
	});

	it('names commands that exist', () => {
		const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
		expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
	});

	it('names files of this repository that exist', () => {
		const named = /`((?:bench|docs|examples|nodes|sandbox|scripts|test)\/[\w./-]+\.\w+)`/g;
		const paths = [...text.matchAll(named)].map(([, name]) => name);
		expect(paths.filter((name) => !isThere(name))).toEqual([]);
	});
});

describe('the documentation', () => {
	it(`has a front page of less than ${MAX_WORDS} words`, () => {
		expect(readDocument('README.md').trim().split(/\s+/).length).toBeLessThan(MAX_WORDS);
	});

	it('has a list of all its pages', () => {
		const listed = linksIn(readDocument('docs/README.md')).map((link) => `docs/${link}`);
		const there = all.map(({ path }) => path).filter((path) => /^docs\/[^/]+\.md$/.test(path));
		expect(there.filter((path) => path !== 'docs/README.md' && !listed.includes(path))).toEqual([]);
	});

	it('shows every picture that it has', () => {
		const shown = all.flatMap(({ path, text }) => linksIn(text).map((link) => `${path} ${link}`));
		const hidden = pictures().filter((name) => !shown.some((link) => link.endsWith(`/${name}`)));
		expect(hidden).toEqual([]);
	});

	it('is where the nodes and the credential send people', () => {
		const codexes = ['Elemente', 'ElementeTrigger'].map((name) =>
			readDocument(`nodes/Elemente/${name}.node.json`),
		);
		const links = [sources(), ...codexes].flatMap(
			(text) => text.match(new RegExp(`${REPOSITORY}[^'"\`\\s]*`, 'g')) ?? [],
		);
		expect(links.length).toBeGreaterThan(2);
		expect(links.flatMap((link) => problemOf('README.md', link))).toEqual([]);
	});
});
