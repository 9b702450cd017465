// @ts-check
// The browser tests share one n8n, one sandbox and one browser, which an environment of their own keeps.
const base = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	testEnvironment: '<rootDir>/test/browser/environment.js',
	globalTeardown: '<rootDir>/test/browser/teardown.js',
	setupFiles: [],
	// Two cores are shared by n8n, the browser and the tests.
	testTimeout: 120_000,
};
