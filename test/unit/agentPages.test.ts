import { expect, it } from '@jest/globals';

import { agentPages } from '../../nodes/Elemente/api/agent';

it('an API that makes up agents for ever is left after a thousand pages', async () => {
	let asked = 0;
	const pages = agentPages(async (page) => {
		asked = page;
		return [{ id: `${page}` }];
	});
	let read = 0;
	for await (const agents of pages) read += agents.length;
	expect([read, asked]).toEqual([1_000, 1_000]);
});
