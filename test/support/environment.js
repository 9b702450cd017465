// @ts-check
// n8n-core reads these when it is first imported: a throw-away user folder, a fixed key and a silent log.
const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'elemente-test-'));
process.env.N8N_ENCRYPTION_KEY ??= 'a-key-for-tests-only';
process.env.N8N_LOG_LEVEL ??= 'silent';
require('reflect-metadata');
