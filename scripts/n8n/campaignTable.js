// @ts-check
// The Data Table that the example campaign-with-a-data-table.json keeps its list in.

/** What the example reads and writes, by the names that its canvas tells the user. */
const COLUMNS = {
	name: 'string',
	phone: 'string',
	state: 'string',
	claimedBy: 'string',
	callId: 'string',
	result: 'string',
	attempts: 'number',
	nextDue: 'date',
};

/**
 * Makes an empty table in the owner's own project.
 *
 * @param {import('./client').Client['api']} api
 * @returns {Promise<string>} its path in n8n's REST interface
 */
async function createCampaignTable(api) {
	const { id: projectId } = await api('GET', '/rest/projects/personal');
	const tables = `/rest/projects/${projectId}/data-tables`;
	const columns = Object.entries(COLUMNS).map(([name, type]) => ({ name, type }));
	const { id } = await api('POST', tables, { name: 'Campaign', columns });
	return `${tables}/${id}`;
}

module.exports = { createCampaignTable };
