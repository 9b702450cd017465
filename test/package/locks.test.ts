import { describe, expect, it } from '@jest/globals';

import { locks } from './support/locks';

describe.each(locks())('the install of $folder', ({ lock, settings }) => {
	it('is pinned, by content and not by where it was downloaded', () => {
		const { packages } = JSON.parse(lock);
		expect(Object.keys(packages).length).toBeGreaterThan(1);
		expect(lock).not.toContain('"resolved"');
	});

	it('runs no scripts of others', () => {
		expect(settings).toMatch(/^ignore-scripts=true$/m);
	});
});
