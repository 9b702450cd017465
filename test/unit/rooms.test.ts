import { describe, expect, it } from '@jest/globals';

import { sources } from '../../scripts/support/imports';
import { placeOf } from '../../scripts/support/rooms';
import { roomsPicture } from '../../scripts/support/roomsPicture';
import { circles, drawnRooms, violations } from '../support/rooms';

describe('the rooms', () => {
	it('import only their own room and the floors below', () => {
		const found = sources();
		// All of it was read: a reader that finds nothing would find no violation either.
		expect(found.flatMap(({ imports }) => imports).length).toBeGreaterThan(400);
		expect(violations(found)).toEqual([]);
	});

	it('have no files that import each other, not even for a type', () => {
		expect(circles(sources())).toEqual([]);
		const planted = [
			{ file: 'a', imports: ['b'] },
			{ file: 'b', imports: ['c'] },
			{ file: 'c', imports: ['b'] },
		];
		expect(circles(planted)).toEqual([['b', 'c', 'b']]);
	});

	it('hold every file but the frames of the node and the commands', () => {
		const outside = (house: string) =>
			sources()
				.map(({ file }) => file)
				.filter((file) => file.startsWith(house) && placeOf(house, file).room === '');
		expect(outside('nodes/Elemente/')).toEqual([
			'nodes/Elemente/Elemente.node.ts',
			'nodes/Elemente/ElementeTrigger.node.ts',
		]);
		expect(outside('test/')).toEqual([]);
		// What stands beside the rooms of these is a file that is started by hand.
		expect(outside('scripts/').filter((file) => file.split('/').length > 2)).toEqual([]);
		expect(outside('sandbox/')).toEqual(['sandbox/main.js']);
	});

	it.each([
		['nodes/Elemente/errors/failures.ts', 'nodes/Elemente/http/pace.ts'],
		['nodes/Elemente/http/run.ts', 'nodes/Elemente/api/call.ts'],
		['nodes/Elemente/api/list.ts', 'nodes/Elemente/rows/row.ts'],
		['nodes/Elemente/fields/values.ts', 'nodes/Elemente/trigger/memory.ts'],
		['nodes/Elemente/resources/call/create.ts', 'nodes/Elemente/createCalls/createCalls.ts'],
		['nodes/Elemente/createCalls/placeCalls.ts', 'nodes/Elemente/resources/call/index.ts'],
		['nodes/Elemente/api/call.ts', 'nodes/Elemente/Elemente.node.ts'],
		['nodes/Elemente/api/call.ts', 'sandbox/openapi.d.ts'],
		['credentials/baseUrl.ts', 'nodes/Elemente/errors/failures.ts'],
		['sandbox/state/calls.js', 'sandbox/api/routes.js'],
		['sandbox/server.js', 'test/support/sandbox.ts'],
		['scripts/support/npm.js', 'scripts/n8n/paths.js'],
		['scripts/soak.js', 'test/support/seed.js'],
		['test/engine/interface.test.ts', 'test/unit/call.test.ts'],
		['test/n8n/upgrade.test.ts', 'test/browser/screenshots.js'],
		['test/browser/form.test.ts', 'test/n8n/support/harness.js'],
		['test/sandbox/main.test.ts', 'test/engine/interface.test.ts'],
		['scripts/n8n/client.js', 'scripts/queue/main.js'],
		['sandbox/page/events.js', 'sandbox/server.js'],
		['test/support/row.ts', 'test/unit/call.test.ts'],
	])('%s may not import %s', (file, target) => {
		expect(violations([{ file, imports: [target] }])).toEqual([`${file} imports ${target}`]);
	});

	it.each([
		['nodes/Elemente/Elemente.node.ts', 'nodes/Elemente/createCalls/createCalls.ts'],
		['nodes/Elemente/resources/call/create.ts', 'nodes/Elemente/fields/values.ts'],
		['test/engine/interface.test.ts', 'test/support/engine.ts'],
		['scripts/demo.js', 'sandbox/server.js'],
	])('%s may import %s', (file, target) => {
		expect(violations([{ file, imports: [target] }])).toEqual([]);
	});
});

describe('the picture of the rooms', () => {
	it('shows what the imports are', () => {
		const remedy = 'npm run docs:rooms draws it anew';
		expect({ remedy, picture: drawnRooms() }).toEqual({
			remedy,
			picture: roomsPicture(sources()),
		});
	});

	it('has every import between two rooms, and none within one', () => {
		const file = (path: string, ...imports: string[]) => ({
			file: `nodes/Elemente/${path}`,
			imports: imports.map((target) => `nodes/Elemente/${target}`),
			lines: 120,
		});
		const picture = roomsPicture([
			file('api/call.ts', 'http/pace.ts', 'http/run.ts', 'api/list.ts'),
			file('api/list.ts', 'errors/failures.ts'),
			file('http/pace.ts'),
		]);
		expect(picture).toContain('Floor 3: api/ imports http/ 2, errors/ 1.');
		expect(picture).toContain('Floor 2: http/ imports nothing.');
		expect(picture.match(/class="count"[^>]*>[^<]*/g)).toHaveLength(2);
		expect(picture).toContain('2 files, about 250 lines');
		expect(picture).toContain('1 file, about 100 lines');
	});
});
