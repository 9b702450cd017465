import { describe, expect, it } from '@jest/globals';

import {
	loadCredentials,
	loadNodes,
	manifest,
	namesIn,
	readBeside,
	sourceOf,
	typeScriptFiles,
} from '../../support/package';

const nodes = loadNodes();
const credentials = loadCredentials();
const shipped = [...typeScriptFiles('nodes'), ...typeScriptFiles('credentials')];

describe('package.json', () => {
	it('says what n8n and its verification ask for', () => {
		expect(manifest).toMatchObject({
			name: expect.stringMatching(/^n8n-nodes-[a-z-]+$/),
			license: 'MIT',
			description: expect.stringMatching(/\S/),
			author: { name: expect.stringMatching(/\S/), email: expect.stringContaining('@') },
			homepage: expect.stringMatching(/^https:\/\//),
			repository: { type: 'git', url: expect.stringContaining('github.com') },
			files: ['dist'],
			peerDependencies: { 'n8n-workflow': '*' },
			n8n: { n8nNodesApiVersion: 1, strict: true },
		});
		expect(manifest.keywords).toContain('n8n-community-node-package');
	});

	it('brings nothing along and runs nothing on the machine of whoever installs it', () => {
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.bundledDependencies).toBeUndefined();
		expect(manifest.optionalDependencies).toBeUndefined();
		expect(manifest.overrides).toBeUndefined();
		const scripts = Object.keys(manifest.scripts);
		expect(
			scripts.filter((name) => /^(pre|post)?(install|prepare)$|^postpack$/.test(name)),
		).toEqual([]);
	});

	it.each(['nodes', 'credentials'] as const)('lists all %s, and no others', (kind) => {
		const listed = (manifest.n8n[kind] as string[]).map(sourceOf);
		const there = typeScriptFiles(kind).filter((file) => /\.(node|credentials)\.ts$/.test(file));
		expect(listed.sort()).toEqual(there.sort());
	});
});

describe('the files that are shipped', () => {
	const forbidden = [
		...[
			'process',
			'console',
			'global',
			'globalThis',
			'__dirname',
			'__filename',
			'require',
			'module',
		],
		...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval'],
		...['queueMicrotask', 'eval', 'Function', 'fetch', 'XMLHttpRequest', 'WebSocket'],
	];

	it.each(shipped.map(namesIn))(
		'$file imports its own files and n8n-workflow only, and no global',
		({ imports, names }) => {
			expect(imports.filter((from) => !from.startsWith('.') && from !== 'n8n-workflow')).toEqual(
				[],
			);
			expect(forbidden.filter((name) => names.has(name))).toEqual([]);
		},
	);
});

describe.each(nodes)('the node $name', ({ file, instance }) => {
	const { description } = instance;

	it('has two icons that exist and differ, in light and in dark', () => {
		const { light, dark } = description.icon as { light: string; dark: string };
		expectIcons(file, light, dark);
	});

	it('has a codex file that puts it into the nodes panel', () => {
		const codex = JSON.parse(
			readBeside(
				file,
				`${description.name[0].toUpperCase()}${description.name.slice(1)}.node.json`,
			) ?? 'null',
		);
		expect(codex).toMatchObject({
			node: `${manifest.name}.${description.name}`,
			nodeVersion: '1.0',
			codexVersion: '1.0',
			resources: {
				primaryDocumentation: [{ url: expect.stringMatching(/^https:\/\//) }],
				credentialDocumentation: [{ url: expect.stringMatching(/^https:\/\//) }],
			},
		});
		expect(codex.categories.length).toBeGreaterThan(0);
		// n8n's editor leaves nodes of this category out of the nodes panel and its search.
		expect(codex.categories).not.toContain('AI');
	});

	it('uses a credential that the package brings', () => {
		const brought = credentials.map((credential) => credential.instance.name);
		expect(description.credentials?.length).toBeGreaterThan(0);
		for (const { name } of description.credentials ?? []) expect(brought).toContain(name);
	});

	it('is declarative or a trigger: no execute', () => {
		expect(instance.execute).toBeUndefined();
		const isTrigger = instance.poll !== undefined;
		expect(description.polling ?? false).toBe(isTrigger);
		expect(description.requestDefaults !== undefined).toBe(!isTrigger);
	});
});

describe.each(credentials)('the credential $name', ({ name, file, instance }) => {
	it('is named as n8n asks for', () => {
		expect(name).toMatch(/Api$/);
		expect(instance.name).toBe(`${name[0].toLowerCase()}${name.slice(1)}`);
		expect(instance.displayName).toMatch(/ API$/);
		expect(instance.documentationUrl).toMatch(/^https:\/\//);
	});

	it('has two icons that exist and differ, in light and in dark', () => {
		const { light, dark } = instance.icon as { light: string; dark: string };
		expectIcons(file, light, dark);
	});

	it('masks what is secret, and only that', () => {
		for (const { name: field, typeOptions } of instance.properties) {
			const isSecret = /pass|secret|token|key/i.test(field);
			expect([field, typeOptions?.password ?? false]).toEqual([field, isSecret]);
		}
		expect(instance.properties.filter(({ typeOptions }) => typeOptions?.password)).toHaveLength(1);
	});

	it('can be tested, by a request that places no call and follows no redirect', () => {
		expect(instance.test?.request).toMatchObject({
			url: '/api/v1/agents',
			disableFollowRedirect: true,
		});
		expect(instance.test?.request.method ?? 'GET').toBe('GET');
	});
});

function expectIcons(file: string, light: string, dark: string) {
	const [lightIcon, darkIcon] = [readBeside(file, light), readBeside(file, dark)];
	for (const icon of [lightIcon, darkIcon]) expect(icon).toMatch(/<svg[^>]*>/);
	expect(lightIcon).not.toBe(darkIcon);
}
