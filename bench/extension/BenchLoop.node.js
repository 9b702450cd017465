// @ts-check
// A node for the benchmark alone, which n8n loads from this folder: the rows' requests by n8n's own request helper, ten
// at a time, and nothing else. No node that sends with n8n's credentials can be faster than this.
const { bodyOf } = require('../customers');

const AT_A_TIME = 10;

class BenchLoop {
	description = {
		displayName: 'Bench Loop',
		name: 'benchLoop',
		group: ['output'],
		version: 1,
		description: 'Sends each row and does nothing else',
		defaults: { name: 'Bench Loop' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'elementeApi', required: true }],
		properties: ['url', 'agentId', 'skillId'].map((name) => ({
			...{ displayName: name, name, type: 'string', default: '' },
		})),
	};

	/** @this {any} n8n's IExecuteFunctions */
	async execute() {
		/** @type {Array<{ json: Record<string, any> }>} */
		const items = this.getInputData();
		/** @param {string} name */
		const parameter = (name) => this.getNodeParameter(name, 0);
		const who = { agentId: parameter('agentId'), skillId: parameter('skillId') };
		/** @type {Array<{ json: object, pairedItem: { item: number } }>} */
		const calls = [];
		let next = 0;
		const sendInTurn = async () => {
			while (next < items.length) {
				const item = next++;
				const json = await this.helpers.httpRequestWithAuthentication.call(this, 'elementeApi', {
					method: 'POST',
					url: `${parameter('url')}/api/v1/calls`,
					body: bodyOf(items[item].json, who),
					json: true,
				});
				calls[item] = { json, pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: AT_A_TIME }, sendInTurn));
		return [calls];
	}
}

module.exports = { BenchLoop };
