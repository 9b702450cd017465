// @ts-check
// What the panel says when something is wrong: one picture for each.
const { sandboxCredential } = require('../../../scripts/n8n/examples');
const { CUSTOMERS, READY, customersToElemente } = require('../support/workflows');
const { allAround, takePicture } = require('./camera');

/** @typedef {import('../support/editor').Editor} Editor */

const [ANA, BEN] = CUSTOMERS;
const LOCAL = '020 7946 0123';
/** The sandbox answers calls to it with another server's error page. */
const GATEWAY = '+1 202 555 0129';

/** Of five rows, one has no phone number and one has no country code. */
const MANY = Array.from({ length: 500 }, (_, index) => ({
	'First Name': `Customer ${index + 1}`,
	Phone: ['+1 202 555 0111', '', '+1 202 555 0112', LOCAL, '+1 202 555 0113'][index % 5],
}));

/** @type {Record<string, { rows?: Array<Record<string, unknown>>, credential?: object }>} by the name of the picture */
const ERRORS = {
	'one-bad-row': { rows: [ANA, BEN, { ...ANA, 'First Name': 'Cleo', Phone: LOCAL }] },
	'bad-rows': { rows: MANY },
	'all-rows-bad': { rows: [{ Phone: LOCAL }, { Phone: 'n/a' }, { Phone: '' }] },
	'wrong-password': { credential: { password: 'another one' } },
	// Nobody listens there.
	unreachable: { credential: { baseUrl: 'http://127.0.0.1:9' } },
	'unknown-outcome': { rows: [ANA, BEN, { ...ANA, 'First Name': 'Cleo', Phone: GATEWAY }] },
};

/** @param {Editor} editor @param {object} [change] of what is entered @returns {Promise<string>} the credential's id */
async function credentialWith({ stage }, change) {
	if (!change) return stage.credentialId;
	const { data, ...credential } = sandboxCredential(stage.sandbox);
	const entered = { ...credential, data: { ...data, ...change } };
	return (await stage.n8n.api('POST', '/rest/credentials', entered)).id;
}

/** @param {Editor} editor */
async function errors(editor) {
	for (const [name, { rows = CUSTOMERS, credential }] of Object.entries(ERRORS)) {
		editor.stage.sandbox.reset();
		await editor.openWorkflow(
			customersToElemente({
				credentialId: await credentialWith(editor, credential),
				parameters: { ...READY, customerName: "={{ $json['First Name'] }}" },
				rows,
			}),
		);
		const node = await editor.openNode('Elemente');
		await node.execute();
		await node.output.getByTestId('node-error-message').waitFor();
		await takePicture(
			editor,
			name,
			[node.output.locator('.node-error-view__header')],
			allAround(4),
		);
	}
}

module.exports = { errors };
