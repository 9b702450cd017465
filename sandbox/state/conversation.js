// @ts-check
/** @typedef {import('../types').Agent} Agent */
/** @typedef {import('../types').CreateCallRequest} CreateCallRequest */
/** @typedef {{ sender: 'agent' | 'customer', text: string }} Line */

/**
 * Fills in a template the way Elemente does. What is not known stays as it is, so that a mistyped placeholder shows.
 *
 * @param {string} template
 * @param {ReadonlyMap<string, string>} values by placeholder
 */
function fillIn(template, values) {
	return template.replace(
		/\{\{\s*([^{}]+?)\s*\}\}/g,
		(placeholder, name) => values.get(name) ?? placeholder,
	);
}

/**
 * @param {CreateCallRequest} body
 * @param {Agent} agent
 * @returns {Map<string, string>} the placeholders that the reference names, and each custom field by its name
 */
function placeholders(body, agent) {
	const customer = body.customerOverride;
	const values = new Map(
		(customer.customFields ?? []).map((field) => [field.name.trim(), String(field.value)]),
	);
	const firstName = customer.firstName || body.customerName?.split(' ')[0];
	const aiName = body.agentOverride?.name || agent.name;
	if (firstName) values.set('firstName', firstName);
	if (aiName) values.set('aiName', aiName);
	return values;
}

/**
 * @param {CreateCallRequest} body
 * @param {Agent} agent
 * @param {'voicemail' | string} outcome a mailbox does not answer
 * @returns {Line[]} what is said, first the agent's initial message as the customer gets it
 */
function writeConversation(body, agent, outcome) {
	const values = placeholders(body, agent);
	const initialMessage =
		body.agentOverride?.prompt?.initialMessage ||
		(values.has('firstName')
			? 'Hello {{firstName}}, this is {{aiName}}.'
			: 'Hello, this is {{aiName}}.');
	/** @type {Line} */
	const first = { sender: 'agent', text: fillIn(initialMessage, values) };
	if (outcome === 'voicemail') return [first];
	return [
		first,
		{ sender: 'customer', text: 'Yes, speaking. What is it about?' },
		{
			sender: 'agent',
			text: 'I only wanted to let you know. Is there anything I can help you with?',
		},
		{ sender: 'customer', text: 'No, that is all. Thank you.' },
		{ sender: 'agent', text: 'Thank you, and have a good day.' },
	];
}

module.exports = { fillIn, writeConversation };
