// @ts-check
// Workflows as earlier versions of the package saved them, and what they did then.
const { existsSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const FOLDER = join(__dirname, '..', 'upgrade');
/** Longer than any call in the sandbox lasts, in seconds on its clock. */
const UNTIL_ENDED = 600;
const OUR_NODE = 'n8n-nodes-elemente.elemente';

/** @typedef {import('../../../sandbox/server').Sandbox} Sandbox */
/** @typedef {{ id: string, nodes: Array<{ name: string, type: string, parameters: any }> }} Saved */
/** @typedef {{ requests: object[], fields: Record<string, object> }} Behaviour what the API was asked, and the names of what came out of each node */

/** @returns {string[]} the versions of which there are saved workflows */
function savedVersions() {
	return readdirSync(FOLDER)
		.filter((name) => /^\d+\.\d+\.\d+\.json$/.test(name))
		.map((name) => name.replace('.json', ''));
}

/**
 * Places a call that has ended, for the operations that look one up.
 *
 * @param {Sandbox} sandbox
 * @returns {Promise<string>} its id
 */
async function endedCall(sandbox) {
	const { url, username, password, agents } = sandbox;
	const answer = await fetch(`${url}/api/v1/calls`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
		},
		body: JSON.stringify({
			agentId: agents[0].id,
			skillId: agents[0].skills?.[0]?.id,
			channel: 'call',
			customerPhone: '+13035550009',
			customerOverride: {},
		}),
	});
	const { id } = /** @type {{ id: string }} */ (await answer.json());
	sandbox.advance(UNTIL_ENDED);
	sandbox.requests.length = 0;
	return id;
}

/**
 * @param {string} version that saved it
 * @param {{ credentialId: string, callId: string }} here what is different in each n8n
 * @returns {Saved}
 */
function savedWorkflow(version, { credentialId, callId }) {
	const text = readFileSync(join(FOLDER, `${version}.json`), 'utf8');
	return JSON.parse(text.replaceAll('CREDENTIAL_ID', credentialId).replaceAll('CALL_ID', callId));
}

/**
 * @param {Sandbox} sandbox
 * @param {Saved} workflow
 * @param {string} callId
 * @param {(node: string) => Array<{ json: object, binary?: object }>} itemsOf
 * @returns {Behaviour}
 */
function behaviourOf(sandbox, workflow, callId, itemsOf) {
	const requests = sandbox.requests.map(({ method, path, query, body }) => ({
		method,
		path: path.replace(callId, 'CALL_ID'),
		query,
		body,
	}));
	const names = workflow.nodes.filter(({ type }) => type === OUR_NODE).map(({ name }) => name);
	const fields = Object.fromEntries(
		names.map((name) => {
			const [item] = itemsOf(name);
			return [
				name,
				item && { json: Object.keys(item.json).sort(), binary: Object.keys(item.binary ?? {}) },
			];
		}),
	);
	// As it is in the file: no fields that are undefined.
	return JSON.parse(JSON.stringify({ requests, fields }));
}

/**
 * What the version did when its workflows were saved. It is recorded once: a difference that is wanted belongs into the changelog
 * before the file is deleted and recorded again.
 *
 * @param {string} version
 * @param {Behaviour} now recorded if nothing is
 * @returns {Behaviour}
 */
function recordedBehaviour(version, now) {
	const file = join(FOLDER, `${version}.behaviour.json`);
	if (!existsSync(file) && !process.env.CI) {
		writeFileSync(file, `${JSON.stringify(now, null, '\t')}\n`);
	}
	return JSON.parse(readFileSync(file, 'utf8'));
}

module.exports = { behaviourOf, endedCall, recordedBehaviour, savedVersions, savedWorkflow };
