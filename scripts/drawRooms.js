// @ts-check
// Draws docs/rooms.svg: the rooms of the node and what they import of each other, as it is in the code.
const { writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');
const { sources } = require('./support/imports');
const { ROOT } = require('./support/paths');
const { roomsPicture } = require('./support/roomsPicture');

const file = join(ROOT, 'docs', 'rooms.svg');
writeFileSync(file, roomsPicture(sources()));
console.log(`drawn: ${relative(ROOT, file)}`);
