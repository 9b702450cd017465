import { describe, expect, it } from '@jest/globals';

import { disagreements } from '../../scripts/release';
import { releaseNotes } from '../../scripts/releaseNotes';
import { npmScripts, workflows } from './support/workflows';

const CHANGELOG = `# Changelog

## Unreleased

- Not yet

## [0.2.0] - 2026-06-01

### Added

- Wait for Completion

## 0.1.0

- The first one

[0.2.0]: https://example.com
`;

describe('release notes', () => {
	it('are what the changelog says of the version', () => {
		expect(releaseNotes(CHANGELOG, '0.2.0')).toBe('### Added\n\n- Wait for Completion');
		expect(releaseNotes(CHANGELOG, '0.1.0')).toBe('- The first one');
	});

	it.each(['0.2', '0.2.1', '1.0.0', '10.2.0'])('do not exist for %s', (version) => {
		expect(releaseNotes(CHANGELOG, version)).toBeUndefined();
	});
});

describe('a release', () => {
	const manifest = {
		name: 'n8n-nodes-elemente',
		version: '0.2.0',
		repository: { url: 'git+https://github.com/elemente-ai/n8n-nodes-elemente.git' },
	};

	it('needs tag, version, changelog and repository to agree', () => {
		const sources = { manifest, changelog: CHANGELOG };
		const repository = 'elemente-ai/n8n-nodes-elemente';
		expect(disagreements(sources, { tag: 'v0.2.0', repository })).toEqual([]);
		expect(disagreements(sources, { tag: 'v0.3.0', repository })).toHaveLength(1);
		expect(disagreements(sources, { tag: 'v0.2.0', repository: 'a/fork' })).toHaveLength(1);
		expect(disagreements({ manifest, changelog: '' }, { tag: 'v0.2.0', repository })).toHaveLength(
			1,
		);
	});
});

describe('the GitHub workflows', () => {
	it('use actions by digest, with the version beside it', () => {
		const uses = workflows().flatMap(({ text }) => text.match(/^.*uses:.*$/gm) ?? []);
		expect(uses.length).toBeGreaterThan(0);
		for (const line of uses) expect(line).toMatch(/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it('call commands that exist', () => {
		const called = workflows().flatMap(({ text }) =>
			[...text.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name),
		);
		expect(npmScripts()).toEqual(expect.arrayContaining(called));
	});

	it('publish from a tag, by identity, with a provenance statement', () => {
		const { content, text } = publishing();
		expect(content.on).toEqual({ push: { tags: ['v*.*.*'] } });
		expect(text).toContain('npm publish ./package.tgz --ignore-scripts --provenance');
		expect(text).not.toContain('secrets.');
	});

	it('give no right to a job that runs anything of the project or of its packages', () => {
		const jobs = workflows().flatMap(({ content }) =>
			Object.entries<Job>(content.jobs).map(([name, job]) => ({
				name,
				rights: job.permissions ?? content.permissions,
				takes: JSON.stringify(job.steps),
			})),
		);
		const withRights = jobs.filter(({ rights }) => Object.values(rights).includes('write'));
		expect(withRights.map(({ name, rights }) => [name, rights])).toEqual([
			['publish', { 'id-token': 'write' }],
			['release', { contents: 'write' }],
		]);
		for (const { takes } of withRights) {
			expect(takes).not.toMatch(/actions\/checkout|npm (ci|run|test|exec|i\b)|npx|node |\.js\b/);
		}
		// Where none are named, a repository's settings decide.
		for (const { content } of workflows()) expect(content.permissions).toBeDefined();
	});

	it('publish the very file that was packed after all tests', () => {
		const { build, publish } = publishing().content.jobs as Record<string, Job>;
		const runs = build.steps.map(({ run }) => run ?? '');
		const packs = runs.findIndex((run) => run.includes('npm pack'));
		for (const command of ['lint', 'types', 'unused', 'test:unit', 'test:engine', 'test:package'])
			expect(runs.slice(0, packs)).toContain(`npm run ${command}`);
		expect([publish.needs, publish.environment]).toEqual(['build', 'npm']);
		const steps = publish.steps.map(({ run, uses }) => run ?? uses?.split('@')[0]);
		const checks = steps.findIndex((step) => step?.includes('sha256sum --check'));
		expect(steps[checks - 1]).toBe('actions/download-artifact');
		expect(steps[checks + 1]).toMatch(/^npm publish \.\/package\.tgz /);
		expect(steps).toHaveLength(checks + 2);
	});

	it('install by a lock file, or one exact version of npm without its scripts', () => {
		const installs = workflows().flatMap(({ text }) =>
			[...text.matchAll(/npm (?:install|i|add)\b.*/g)].map(([line]) => line),
		);
		expect(installs.length).toBeGreaterThan(0);
		for (const line of installs)
			expect(line).toMatch(/^npm install --global --ignore-scripts npm@\d+\.\d+\.\d+$/);
		expect(workflows().map(({ text }) => text)).not.toContainEqual(expect.stringContaining('npx '));
	});

	it('keep nothing from one publication for the next', () => {
		expect(publishing().text).not.toMatch(/^ +cache/m);
	});
});

interface Job {
	needs?: string;
	environment?: string;
	permissions?: Record<string, string>;
	steps: Array<{ run?: string; uses?: string }>;
}

function publishing() {
	const found = workflows().find(({ file }) => file === 'publish.yml');
	if (!found) throw new Error('There is no publish.yml');
	return found;
}
