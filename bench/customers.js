// @ts-check
// The rows of the benchmark, and the request that each becomes, whoever sends it.

/** Six columns that are mapped in each row: two fields of the call and four custom fields. */
const FIELDS = ['Order ID', 'Order Date', 'Order Amount', 'Active Status'];

/** @typedef {import('../sandbox/server').Sandbox} Sandbox */

/** @param {number} count */
function customers(count) {
	return Array.from({ length: count }, (_, index) => ({
		name: `Customer ${index + 1}`,
		phone: `+1303${5_550_000 + index}`,
		'Order ID': String(10_000 + index),
		'Order Date': '2025-03-12',
		'Order Amount': index + 0.75,
		'Active Status': index % 2 === 0,
	}));
}

/**
 * @param {Record<string, any>} row
 * @param {{ agentId: string, skillId: string | null | undefined }} who
 * @returns {object} the body of the request
 */
function bodyOf(row, { agentId, skillId }) {
	return {
		agentId,
		skillId,
		channel: 'call',
		customerName: row.name,
		customerPhone: row.phone,
		customerOverride: { customFields: FIELDS.map((name) => ({ name, value: row[name] })) },
	};
}

/** @param {Sandbox} sandbox */
function whoCalls({ agents: [agent] }) {
	return { agentId: agent.id, skillId: agent.skills?.[0]?.id };
}

module.exports = { FIELDS, bodyOf, customers, whoCalls };
