// @ts-check
/**
 * The agents a new sandbox has. Their IDs never change, so that examples and tests can name them. The first agent
 * and skill have the IDs of the documented request, which can so be sent as it stands.
 */
const { uuid } = require('./hash');

/** @typedef {import('../types').Agent} Agent */
/** @typedef {import('../types').Skill} Skill */

const documentedId = '123e4567-e89b-12d3-a456-426614174000';

/**
 * @param {string} name
 * @param {string} description
 * @param {Partial<Skill>} [rest]
 * @returns {Skill}
 */
function skill(name, description, rest) {
	return { id: uuid('skill', name), name, description, language: 'en-US', active: true, ...rest };
}

/** @type {Array<Partial<Agent>>} */
const handmade = [
	{
		id: documentedId,
		name: 'Order Desk',
		roleText: 'Keeps customers informed about their orders',
		jobDescriptions: 'Tells customers about orders, deliveries and returns',
		capabilities: ['call', 'sms', 'whatsapp', 'email', 'webchat'],
		skills: [
			skill('Order Confirmation', 'Confirms an order and its delivery date', { id: documentedId }),
			skill('Delivery Update', 'Tells the customer when the order arrives'),
			skill('Return Pickup', 'Agrees on a time to pick up a return'),
			skill('Holiday Greetings', 'Only in December', { active: false }),
		],
	},
	{
		name: 'Appointment Desk',
		roleText: 'Makes, moves and confirms appointments',
		skills: [
			skill('Appointment Reminder', 'Reminds of an appointment and offers another time'),
			skill('Rebooking', 'Finds another time'),
		],
	},
	{
		name: 'Empfang',
		language: 'de-DE',
		roleText: 'Nimmt Anrufe entgegen und vereinbart Termine',
		skills: [
			skill('Terminerinnerung', 'Erinnert an einen Termin', { language: 'de-DE' }),
			skill('Rückruf', 'Ruft zurück und klärt ein Anliegen', { language: 'de-DE' }),
		],
	},
	{
		name: 'Retired Survey Agent',
		active: false,
		skills: [skill('Satisfaction Survey', 'Asks three questions')],
	},
	{ name: 'New Hire', roleText: 'Has not learned anything yet', skills: [] },
	{
		name: null,
		email: null,
		phone: null,
		language: null,
		skills: [skill('Unnamed Skill', 'Of an agent without a name')],
	},
];

const places = [
	'Lisbon',
	'Oslo',
	'Nairobi',
	'Toronto',
	'Osaka',
	'Lima',
	'Austin',
	'Perth',
	'Geneva',
	'Dubai',
];
const teams = ['Support', 'Sales', 'Billing', 'Logistics'];

/** @param {number} number @returns {boolean} whether the agent's and its skill's IDs are numbers, as some accounts have them */
function isNumbered(number) {
	return number % 3 === 0;
}

/** @param {string} team @param {number} number of the agent */
function followUp(team, number) {
	const id = isNumbered(number) ? { id: String(9_876_543_210 + number) } : {};
	return skill(`${team} Follow-up`, `Follows up for ${team.toLowerCase()}`, id);
}

/** @returns {Agent[]} 45 agents, a new copy each time */
function seedAgents() {
	const count = 45;
	return Array.from({ length: count }, (_, index) => {
		const number = index - handmade.length;
		const team = teams[number % teams.length];
		return completeAgent(
			handmade[index] ?? {
				...(isNumbered(number) && { id: String(1_234_567_890 + number) }),
				name: `${team} ${places[number % places.length]}`,
				active: number % 11 !== 10,
				roleText: `Works in ${team.toLowerCase()}`,
				skills: [followUp(team, number)],
			},
			index,
		);
	});
}

/**
 * Fills in what an agent lacks, so that every documented field is there.
 *
 * @param {Partial<Agent>} agent
 * @param {number} index decides the ID, the phone number and the date
 * @returns {Agent}
 */
function completeAgent(agent, index) {
	const date = new Date(Date.UTC(2025, 0, 1 + index, 9)).toISOString();
	return structuredClone({
		id: uuid('agent', index),
		name: null,
		email: `agent${index + 1}@agents.example.com`,
		language: 'en-US',
		active: true,
		voiceSpeed: 1,
		voiceId: `voice-${(index % 5) + 1}`,
		capabilities: ['call', 'sms'],
		jobDescriptions: null,
		roleText: null,
		actions: [],
		skills: [],
		phone: `+120255501${50 + (index % 50)}`,
		updatedAt: date,
		createdAt: date,
		...agent,
	});
}

module.exports = { seedAgents, completeAgent };
