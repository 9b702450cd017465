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
		const publish = workflows().find(({ file }) => file === 'publish.yml');
		expect(publish?.content.on).toEqual({ push: { tags: ['v*.*.*'] } });
		expect(publish?.content.jobs.publish.permissions['id-token']).toBe('write');
		expect(publish?.text).toContain('npm publish --provenance');
		expect(publish?.text).not.toContain('secrets.');
	});
});
