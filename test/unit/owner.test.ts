import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { ownerOf } from '../../scripts/n8n/owner';
import { environmentOfN8n, temporaryUserFolder } from './support/userFolder';

describe("the password of the demo's n8n", () => {
	let one: ReturnType<typeof temporaryUserFolder>;
	let other: ReturnType<typeof temporaryUserFolder>;
	beforeEach(() => {
		one = temporaryUserFolder();
		other = temporaryUserFolder();
	});
	afterEach(() => {
		one.remove();
		other.remove();
	});

	it('is another one in each folder, and the same at each start', () => {
		const { password } = ownerOf(one.folder);
		expect(ownerOf(one.folder).password).toBe(password);
		expect(ownerOf(other.folder).password).not.toBe(password);
		// What n8n asks of a password; and nobody can guess 96 bits.
		expect(password).toMatch(/^N8-([0-9a-f]{6}-){3}[0-9a-f]{6}$/);
		expect(one.content()).toBe(`${password}\n`);
	});

	it('is for its user alone, also where somebody has opened the file', () => {
		ownerOf(one.folder);
		expect(one.rights()).toBe('600');
		one.openToAll();
		ownerOf(one.folder);
		expect(one.rights()).toBe('600');
	});

	it('lies in a folder that nobody else can look into, as does the database beside it', () => {
		one.openFolder();
		ownerOf(one.folder);
		expect(one.folderRights()).toBe('700');
	});

	it('is what the user has put into the file', () => {
		one.write('Another-1 \n');
		expect(ownerOf(one.folder).password).toBe('Another-1');
	});

	it('may be for a folder that is not there yet', () => {
		expect(ownerOf(`${one.folder}/a/b`).password).toMatch(/^N8-/);
	});
});

it('n8n, whose workflows can read its environment, gets no password of an account', () => {
	const given = environmentOfN8n({ ELEMENTE_PASSWORD: 'pa55', SOMETHING_ELSE: 'kept' });
	expect(given).toMatchObject({ SOMETHING_ELSE: 'kept' });
	expect(Object.values(given)).not.toContain('pa55');
});
