import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { expectedFiles, packed } from './support/packed';

/**
 * In bytes, with room for some more sentences. Without its names and line breaks it would be two thirds of that; but
 * code that handles passwords is shipped as it can be read.
 */
const MOST_UNPACKED = 293_000;
const MOST_PACKED = 87_000;

describe('the packed package', () => {
	let current: Awaited<ReturnType<typeof packed>>;
	beforeAll(async () => {
		current = await packed();
	}, 120_000);
	afterAll(() => current.remove());

	it('holds the built files and what npm adds to them, nothing else', () => {
		const outside = current.files.filter((name) => !name.startsWith('dist/'));
		const added = ['CHANGELOG.md', 'LICENSE.md', 'README.md', 'package.json'];
		expect(added).toEqual(expect.arrayContaining(outside));
		expect(outside).toEqual(expect.arrayContaining(['LICENSE.md', 'package.json']));
	});

	it('has one built file for each room of the house and for what stands in none, and no other', () => {
		const built = current.files
			.filter((name) => name.startsWith('dist/'))
			.map((name) => name.slice('dist/'.length));
		expect(built).toEqual(expectedFiles());
	});

	it('copies what is no code as it is', () => {
		expect(current.digests).toEqual(current.copies());
	});

	it('is what the tests install, though they build it once for as long as its sources stay the same', async () => {
		expect(await current.installed()).toEqual(current.published());
	});

	it('is small: a little more than what it has to say', () => {
		expect(current.size).toBeLessThan(MOST_UNPACKED);
		expect(current.packedSize).toBeLessThan(MOST_PACKED);
		expect(current.files.length).toBeLessThan(40);
	});

	it('is readable: neither minified nor with source maps that point nowhere', () => {
		for (const name of current.files.filter((file) => file.endsWith('.js'))) {
			const code = current.read(name);
			expect(code).not.toContain('sourceMappingURL');
			expect(Math.max(...code.split('\n').map(({ length }) => length))).toBeLessThan(1000);
		}
	});

	it('needs nothing at run time but the n8n-workflow that n8n has', () => {
		expect(current.manifest).not.toHaveProperty('dependencies');
		expect(current.manifest).not.toHaveProperty('optionalDependencies');
		expect(current.manifest).not.toHaveProperty('bundledDependencies');
		expect(current.manifest).not.toHaveProperty('overrides');
		expect(current.manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		const required = current.files
			.filter((name) => name.endsWith('.js'))
			.flatMap((name) => [...current.read(name).matchAll(/require\('([^']+)'\)/g)])
			.map(([, module]) => module)
			.filter((module) => !module.startsWith('.'));
		expect([...new Set(required)]).toEqual(['n8n-workflow']);
	});

	it('runs nothing when it is installed', () => {
		const hooks = /^(pre|post)?(install|prepare|publish|pack)|^dependencies$|^prepublishOnly$/;
		expect(Object.keys(current.manifest.scripts).filter((name) => hooks.test(name))).toEqual([]);
	});

	it('names only files that it holds', () => {
		const { nodes, credentials } = current.manifest.n8n;
		expect(current.files).toEqual(expect.arrayContaining([...nodes, ...credentials]));
	});
});
