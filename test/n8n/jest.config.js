// @ts-check
// The tests in a real n8n: one n8n for all of them, started before the first and ended after the last.
const base = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/n8n/**/*.test.ts'],
	globalSetup: '<rootDir>/test/n8n/support/globalSetup.js',
	globalTeardown: '<rootDir>/test/n8n/support/globalTeardown.js',
	testTimeout: 120_000,
};
