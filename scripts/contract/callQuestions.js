// @ts-check
const { matches, otherFields } = require('./entries');
const { CALLS } = require('./look');
const { recordingQuestion } = require('./recordingQuestion');
const {
	idShape,
	inPath,
	isDocumentedId,
	isObject,
	listed,
	tally,
	typeOf,
	word,
} = require('./shapes');
const { documentedStatuses } = require('./specification');

/** @typedef {import('./look').Question} Question */
/** @typedef {import('./look').Finding} Finding */

/** @param {number} hours */
const noCalls = (hours) => `there are no calls of the last ${hours} hours`;

/**
 * A question about a value of each call.
 *
 * @param {string} question
 * @param {string} reference
 * @param {(call: Record<string, any>) => string[]} shapesOf what is to be counted
 * @param {(shape: string) => boolean} isExpected
 * @returns {Question}
 */
function ofEachCall(question, reference, shapesOf, isExpected) {
	return {
		question,
		reference,
		ask({ calls: { entries }, hours }) {
			if (entries.length === 0) return { came: noCalls(hours) };
			const shapes = entries.flatMap(shapesOf);
			if (shapes.length === 0) return { came: 'none of the calls has any' };
			return { holds: shapes.every(isExpected), came: listed(tally(shapes, shapes.length), '') };
		},
	};
}

/** @type {Question[]} */
const callQuestions = [
	{
		question: 'How is the list of calls wrapped?',
		reference: 'one object is shown; the package takes that, an array, or an array in an object',
		ask: ({ calls }) => ({ holds: calls.isDocumented, came: calls.how }),
	},
	{
		question: 'Does every call have its 14 fields, each of its type?',
		reference: 'all are required; none may be null',
		ask: ({ calls, hours }) => matches('Call', calls.entries, noCalls(hours)),
	},
	{
		question: 'Does a call have other fields, such as a time?',
		reference: '14 fields are named, none is a time',
		ask: ({ calls, hours }) => otherFields('Call', calls.entries, noCalls(hours)),
	},
	ofEachCall(
		'What do the ids of calls look like?',
		'a text; UUIDs and 1234567890 are shown elsewhere',
		({ id }) => [idShape(id)],
		isDocumentedId,
	),
	ofEachCall(
		'Is every `status` one of the 19 that are named?',
		'19 values',
		({ status }) => [statusShape(status)],
		(status) => !status.startsWith('other'),
	),
	ofEachCall(
		'Is `duration` a number or a text?',
		'declared a number; the example is the text "7200"',
		({ duration }) => [durationShape(duration)],
		(shape) => shape === 'number' || shape === 'text of digits',
	),
	ofEachCall(
		'What are `messages`?',
		'declared texts; the example has objects with an ISO 8601 `timestamp`',
		({ messages }) => (Array.isArray(messages) ? messages.map(messageShape) : [typeOf(messages)]),
		(shape) => shape === 'text' || shape === 'object with an ISO 8601 timestamp',
	),
	ofEachCall(
		'How is `customerPhone` written?',
		'"+1234567890"',
		({ customerPhone: phone }) => (phone ? [phoneShape(phone)] : []),
		(shape) => shape === '+ and digits',
	),
	{
		question: 'Does Get give the same call?',
		reference: 'one call object',
		async ask({ calls: { entries }, hours }, client) {
			const [call] = entries;
			if (!call) return { came: noCalls(hours) };
			const path = `${CALLS}/${inPath(call.id)}`;
			const { status, form, body } = await client.get(path);
			if (status !== 200) return { holds: false, came: `status ${status}` };
			if (!isObject(body)) return { holds: false, came: form === 'json' ? typeOf(body) : form };
			if (body.id !== call.id)
				return { holds: false, came: 'an object without the id that was asked for' };
			return matches('Call', [body], '');
		},
	},
	recordingQuestion,
];

/** @param {unknown} status */
function statusShape(status) {
	if (typeof status !== 'string') return `other: ${typeOf(status)}`;
	return documentedStatuses().has(status) ? status : `other: ${word(status)}`;
}

/** @param {unknown} duration */
function durationShape(duration) {
	if (typeof duration !== 'string') return typeOf(duration);
	return /^\d+(\.\d+)?$/.test(duration) ? 'text of digits' : 'other text';
}

/** @param {unknown} message */
function messageShape(message) {
	if (typeof message === 'string') return 'text';
	if (!isObject(message)) return typeOf(message);
	const isIso = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(String(message.timestamp));
	return isIso ? 'object with an ISO 8601 timestamp' : 'object without an ISO 8601 timestamp';
}

/** @param {unknown} phone */
function phoneShape(phone) {
	if (typeof phone !== 'string') return typeOf(phone);
	if (/^\+\d+$/.test(phone)) return '+ and digits';
	return /^\d+$/.test(phone) ? 'digits without +' : 'other text';
}

module.exports = { callQuestions, noCalls };
