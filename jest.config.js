/** @type {import('jest').Config} */
module.exports = {
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json', diagnostics: false }],
	},
	setupFiles: ['<rootDir>/test/support/environment.js'],
	// Copies of this repository, which `npm run mutate` works in.
	modulePathIgnorePatterns: ['<rootDir>/.cache/'],
	testTimeout: 120_000,
};
