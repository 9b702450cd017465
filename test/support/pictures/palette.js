// @ts-check
// Chooses the few colours that pictures of a screen need, by median cut: the box with the widest spread of colours is cut in two
// until there are as many boxes as colours may be.

/** @typedef {import('./png').Picture} Picture */
/** @typedef {{ colour: number, count: number }} Used */

const CHANNELS = [16, 8, 0];

/** @param {number} colour @param {number} shift */
const part = (colour, shift) => (colour >> shift) & 0xff;

/** @param {Used[]} box @param {number} shift @returns {number} the width of the box along a channel */
function spread(box, shift) {
	let [low, high] = [255, 0];
	for (const { colour } of box) {
		low = Math.min(low, part(colour, shift));
		high = Math.max(high, part(colour, shift));
	}
	return high - low;
}

/** @param {Used[]} box @returns {{ box: Used[], shift: number, width: number, weight: number }} along which channel it is widest */
function measured(box) {
	const widths = CHANNELS.map((shift) => spread(box, shift));
	const width = Math.max(...widths);
	const count = box.reduce((sum, each) => sum + each.count, 0);
	// Many pixels make a box matter more, but letters' edges, which are few, are what is read.
	return { box, shift: CHANNELS[widths.indexOf(width)], width, weight: width * Math.cbrt(count) };
}

/** @param {Used[]} box @returns {number} the colour that stands for it */
function average(box) {
	const [most] = [...box].sort((a, b) => b.count - a.count);
	const total = box.reduce((sum, { count }) => sum + count, 0);
	// A plain area keeps its colour exactly.
	if (most.count * 2 > total) return most.colour;
	return CHANNELS.reduce((colour, shift) => {
		const sum = box.reduce((all, each) => all + part(each.colour, shift) * each.count, 0);
		return colour | (Math.round(sum / total) << shift);
	}, 0);
}

/** @param {Picture[]} pictures @returns {Used[]} */
function coloursOf(pictures) {
	/** @type {Map<number, number>} */
	const counts = new Map();
	for (const { pixels } of pictures) {
		for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
	}
	return [...counts].map(([colour, count]) => ({ colour, count }));
}

/**
 * @param {Picture[]} pictures
 * @param {number} most colours there may be, at most 256
 * @returns {{ palette: number[], indexOf: Map<number, number> }} indexOf: the colour in the palette, for each colour of the pictures
 */
function choosePalette(pictures, most) {
	let boxes = [measured(coloursOf(pictures))];
	while (boxes.length < most) {
		boxes.sort((a, b) => b.weight - a.weight);
		const [{ box, shift, width }, ...others] = boxes;
		if (width === 0) break;
		const sorted = [...box].sort((a, b) => part(a.colour, shift) - part(b.colour, shift));
		const middle = part(sorted[0].colour, shift) + width / 2;
		const cut = sorted.findIndex(({ colour }) => part(colour, shift) > middle);
		boxes = [measured(sorted.slice(0, cut)), measured(sorted.slice(cut)), ...others];
	}
	/** @type {Map<number, number>} */
	const indexOf = new Map();
	boxes.forEach(({ box }, index) => box.forEach(({ colour }) => indexOf.set(colour, index)));
	return { palette: boxes.map(({ box }) => average(box)), indexOf };
}

module.exports = { choosePalette };
