// @ts-check
// The rooms of the house and their floors.

/**
 * From the ground up: the rooms of a floor, each a folder (ending in a slash) or a file, below the house that it is in.
 * What no room holds is in the top floor: the frames, and the commands.
 *
 * @type {Record<string, string[][]>}
 */
const HOUSES = {
	'nodes/Elemente/': [
		['errors/'],
		['http/'],
		['rows/', 'api/'],
		['fields/', 'trigger/'],
		['resources/', 'createCalls/'],
	],
	'sandbox/': [
		['types.js', 'openapi.d.ts'],
		['state/'],
		['listen.js', 'reconcile.js'],
		['page/', 'recordings.js'],
		['api/'],
		['server.js'],
	],
	'scripts/': [['support/'], ['build/', 'n8n/', 'contract/'], ['queue/', 'chaos/']],
	'test/': [['support/'], ['unit/', 'sandbox/', 'engine/', 'package/', 'n8n/', 'browser/']],
};

/**
 * @param {string} house such as "nodes/Elemente/"
 * @param {string} file in that house, from the repository's root
 * @returns {{ floor: number, room: string }} the floor counted from 0 at the ground; the room '' for the top floor
 */
function placeOf(house, file) {
	const floors = HOUSES[house] ?? [];
	const path = file.slice(house.length);
	for (const [floor, rooms] of floors.entries()) {
		const room = rooms.find((name) => path.startsWith(name));
		if (room !== undefined) return { floor, room };
	}
	return { floor: floors.length, room: '' };
}

module.exports = { HOUSES, placeOf };
