const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
	// Half of what the tests do is waiting: on two cores, Jest alone would run them one after another.
	maxWorkers: Math.max(2, availableParallelism() - 1),
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json', diagnostics: false }],
	},
	setupFiles: ['<rootDir>/test/support/environment.js'],
	// Copies of this repository, which `npm run mutate` works in.
	modulePathIgnorePatterns: ['<rootDir>/.cache/'],
	testTimeout: 120_000,
};
