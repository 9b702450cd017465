// The tests that `npm run mutate` runs: all of units, and of the engine's those that scripts/mutate.js names for the room.
const { join } = require('node:path');

/** @type {string[]} */
const engine = JSON.parse(process.env.ELEMENTE_MUTATE_ENGINE ?? '[]');

/** @type {import('jest').Config} */
module.exports = {
	...require('../../jest.config.js'),
	rootDir: join(__dirname, '..', '..'),
	testMatch: ['test/unit/**/*', ...engine.map((files) => `test/engine/${files}`)].map(
		(files) => `<rootDir>/${files}.test.ts`,
	),
	// They read the repository as it is, not what the code does.
	testPathIgnorePatterns: ['/node_modules/', 'test/unit/(rooms|savedParameters)'],
};
