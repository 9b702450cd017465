// @ts-check
// Where things are in the repository.
const { join, resolve } = require('node:path');

const ROOT = resolve(__dirname, '..', '..');
const CACHE = join(ROOT, '.cache');
const EXAMPLES = join(ROOT, 'examples');

module.exports = { ROOT, CACHE, EXAMPLES };
