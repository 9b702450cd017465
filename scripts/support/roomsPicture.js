// @ts-check
// Draws the rooms of the node as a house: floors from top to bottom, and to the right of them, for each room, a line
// that leads down to all rooms that it imports. Only text and lines, so that a difference can be read in review.
const { HOUSES, placeOf } = require('./rooms');

const HOUSE = 'nodes/Elemente/';

/** What a room is for, as it stands in its box; '' is the top floor. @type {Record<string, string>} */
const PURPOSES = {
	'': 'the frames: what n8n loads',
	'resources/': 'a field, an operation',
	'createCalls/': 'the calling guarantees',
	'fields/': 'a check, a conversion',
	'trigger/': 'a poll',
	'rows/': 'one row, what is wrong with it',
	'api/': 'what Elemente’s API is',
	'http/': 'a request, a retry rule',
	'errors/': 'a message, a verdict',
};

/** Measures in pixels. */
const WIDTH = 880;
const MARGIN = 16;
const BOX_LEFT = 64;
const BOX_WIDTH = 330;
const BOX_RIGHT = BOX_LEFT + BOX_WIDTH;
const FIRST_LANE = 560;
const LANE_GAP = 38;
const ARROW_GAP = 22;
const MIN_BOX_HEIGHT = 68;
const GAP = 12;

/** Lines are told in steps of so many: a picture that changed with every line of code would be drawn anew all the time. */
const LINES_STEP = 50;

/** Of a room in the light and in the dark, in the order of the rooms from the top. */
const COLOURS = [
	['#57606a', '#9aa4af'],
	['#0550ae', '#6cb6ff'],
	['#a40e26', '#ff8a80'],
	['#116329', '#6bc46d'],
	['#8a4600', '#f0a64a'],
	['#6639ba', '#c297ff'],
	['#96235f', '#f58ac7'],
	['#0b6a72', '#56d4dd'],
];

/** @typedef {import('./imports').Source} Source */
/** @typedef {{ name: string, floor: number, files: number, lines: number, imports: Map<string, number> }} Room */
/** @typedef {Room & { top: number, height: number, lane: number }} Placed */

/** @param {Source[]} sources @returns {string} the picture as SVG */
function roomsPicture(sources) {
	const { placed, bands, height } = placedRooms(roomsOf(sources));
	// Lines first, from the outermost: what is nearer to the boxes goes over it, with a gap that shows the crossing.
	const lines = placed.map((room, index) => linesOf(room, index, placed)).join('');
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title description">
<title id="title">The rooms of nodes/Elemente and what they import</title>
<desc id="description">${escaped(described(placed))}</desc>
<style>
${style()}
</style>
<rect class="paper" width="${WIDTH}" height="${height}" rx="12"/>
${bands.join('')}${lines}${placed.map(boxOf).join('')}</svg>
`;
}

/** @param {Source[]} sources @returns {Room[]} from the top floor down */
function roomsOf(sources) {
	const names = ['', ...[...HOUSES[HOUSE]].reverse().flat()];
	return names.map((name) => {
		const within = sources.filter(({ file }) => isIn(file) && placeOf(HOUSE, file).room === name);
		const targets = within.flatMap(({ imports }) => imports.filter(isIn));
		/** @type {Map<string, number>} */
		const imports = new Map();
		for (const target of targets) {
			const { room } = placeOf(HOUSE, target);
			if (room !== name) imports.set(room, (imports.get(room) ?? 0) + 1);
		}
		const lines = within.reduce((sum, source) => sum + source.lines, 0);
		const floor = HOUSES[HOUSE].findIndex((rooms) => rooms.includes(name));
		return {
			name,
			floor: floor < 0 ? HOUSES[HOUSE].length : floor,
			files: within.length,
			lines,
			imports,
		};
	});
}

/** @param {string} file */
function isIn(file) {
	return file.startsWith(HOUSE);
}

/**
 * Puts the rooms below each other, the higher ones with their lines further out, so that lines nest.
 *
 * @param {Room[]} rooms
 */
function placedRooms(rooms) {
	/** @type {Placed[]} */
	const placed = [];
	const bands = [];
	let top = MARGIN;
	for (let floor = HOUSES[HOUSE].length; floor >= 0; floor--) {
		const start = top;
		for (const room of rooms.filter((other) => other.floor === floor)) {
			const arrows = rooms.filter(({ imports }) => imports.has(room.name)).length;
			const height = Math.max(MIN_BOX_HEIGHT, (arrows + 1) * ARROW_GAP + 4);
			const lane = FIRST_LANE + (rooms.length - 2 - placed.length) * LANE_GAP;
			placed.push({ ...room, top: top + GAP, height, lane });
			top += GAP + height;
		}
		top += GAP;
		bands.push(bandOf(floor + 1, start, top - start));
		top += GAP;
	}
	return { placed, bands, height: top - GAP + MARGIN };
}

/** @param {number} floor @param {number} top @param {number} height */
function bandOf(floor, top, height) {
	const width = WIDTH - 2 * MARGIN;
	return `<rect class="floor" x="${MARGIN}" y="${top}" width="${width}" height="${height}" rx="10"/>
<text class="number" x="40" y="${top + height / 2 + 7}">${floor}</text>
`;
}

/** @param {Placed} room */
function boxOf({ name, files, lines, top, height }) {
	const about = Math.max(LINES_STEP, Math.round(lines / LINES_STEP) * LINES_STEP);
	const middle = top + height / 2;
	const label = name || 'Elemente.node, ElementeTrigger.node';
	return `<rect class="room" x="${BOX_LEFT}" y="${top}" width="${BOX_WIDTH}" height="${height}" rx="8"/>
<text class="name" x="${BOX_LEFT + 16}" y="${middle - 12}">${escaped(label)}</text>
<text class="purpose" x="${BOX_LEFT + 16}" y="${middle + 6}">${escaped(PURPOSES[name])}</text>
<text class="size" x="${BOX_LEFT + 16}" y="${middle + 23}">${files} ${files === 1 ? 'file' : 'files'}, about ${about.toLocaleString('en-US')} lines</text>
`;
}

/**
 * The line of a room: out of its box, down, and into each box that it imports.
 *
 * @param {Placed} room
 * @param {number} index of the room, which gives its colour
 * @param {Placed[]} placed
 */
function linesOf({ name, imports, top, height, lane }, index, placed) {
	if (imports.size === 0) return '';
	const from = top + height - ARROW_GAP / 2 - 2;
	const targets = placed.filter((other) => imports.has(other.name));
	const ends = targets.map((target) => ({ target, y: arrowHeight(name, target, placed) }));
	const last = Math.max(...ends.map(({ y }) => y));
	const branches = ends.filter(({ y }) => y !== last);
	const d = [
		`M${BOX_RIGHT} ${from}H${lane - 8}q8 0 8 8V${last - 8}q0 8 -8 8H${BOX_RIGHT + 10}`,
		...branches.map(({ y }) => `M${lane} ${y}H${BOX_RIGHT + 10}`),
	].join('');
	const arrows = ends.map(({ target, y }) => arrowOf(name, imports.get(target.name) ?? 0, y));
	const dots = branches.map(({ y }) => `<circle cx="${lane}" cy="${y}" r="3"/>`);
	return `<g class="of${index}"><path class="gap" d="${d}"/><path class="line" d="${d}"/>
${dots.join('')}
${arrows.join('')}</g>
`;
}

/**
 * Where the arrow of a room meets another: those from further up come first.
 *
 * @param {string} name
 * @param {Placed} target
 * @param {Placed[]} placed
 */
function arrowHeight(name, target, placed) {
	const sources = placed.filter(({ imports }) => imports.has(target.name));
	return target.top + 16 + sources.findIndex((room) => room.name === name) * ARROW_GAP;
}

/** @param {string} name of the room that imports @param {number} count @param {number} y */
function arrowOf(name, count, y) {
	const label = `${name.replace('/', '') || 'frames'} ${count}`;
	return `<path class="head" d="M${BOX_RIGHT + 1} ${y}l10 -5v10z"/><text class="count" x="${BOX_RIGHT + 18}" y="${y + 4}">${label}</text>
`;
}

/** What the picture shows, for who does not see it. @param {Placed[]} placed */
function described(placed) {
	return placed
		.map(({ name, floor, imports }) => {
			const list = [...imports].map(([target, count]) => `${target} ${count}`).join(', ');
			return `Floor ${floor + 1}: ${name || 'frames'} imports ${list || 'nothing'}.`;
		})
		.join(' ');
}

function style() {
	const colours = (/** @type {number} */ mode) =>
		COLOURS.map((colour, index) => `.of${index}{color:${colour[mode]}}`).join('');
	return `text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#24292f}
.name{font:600 14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.size{fill:#57606a;font-size:12px}
.number{fill:#57606a;font-size:20px;font-weight:600;text-anchor:middle}
.count{font-size:12px;fill:currentColor;stroke:#f3f5f7;stroke-width:9px;paint-order:stroke}
.paper{fill:#fff}.floor{fill:#f3f5f7}.room{fill:#fff;stroke:#afb8c1;stroke-width:1.5}
.line,.gap{fill:none;stroke:currentColor;stroke-width:1.75}.gap{stroke:#f3f5f7;stroke-width:6}
.head,circle{fill:currentColor}
${colours(0)}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.size,.number{fill:#9aa4af}.count{fill:currentColor;stroke:#161b22}
.paper{fill:#0d1117}.floor{fill:#161b22}.room{fill:#0d1117;stroke:#57606a}.gap{stroke:#161b22}
${colours(1)}}`;
}

/** @param {string} text */
function escaped(text) {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

module.exports = { roomsPicture };
