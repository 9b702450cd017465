// @ts-check
// One execution of a stored workflow in a running n8n: started as the editor's button does it, and read when it has ended.
const { join } = require('node:path');
const { setTimeout: wait } = require('node:timers/promises');
const { MODULES } = require('./paths');

/** Between two looks at whether an execution has ended, in milliseconds. */
const PAUSE = 100;

/** @typedef {import('./client').Client['api']} Api */
/** @typedef {{ json: Record<string, any>, pairedItem?: any, error?: any, binary?: Record<string, any> }} Item */
/**
 * @typedef {object} Execution
 * @property {string} status  such as "success" or "error"
 * @property {{ message: string, description?: string } | undefined} error  what stopped the workflow
 * @property {(node: string, output?: number) => Item[]} itemsOf  what a node put out in its last run; output 0 is the first
 * @property {(node: string) => string[]} hintsOf the sentences that the editor shows above the output of a node's last run
 * @property {(node: string) => number} runsOf  how often a node ran
 * @property {string} text  everything n8n stored about the execution
 */

/**
 * @param {Api} api
 * @param {string} workflowId
 * @param {string} trigger name of the manual trigger
 * @returns {Promise<string>} the execution's id
 */
async function startFrom(api, workflowId, trigger) {
	const given = { triggerToStartFrom: { name: trigger } };
	return (await api('POST', `/rest/workflows/${workflowId}/run`, given)).executionId;
}

/**
 * @param {Api} api
 * @param {string} executionId
 * @returns {Promise<Execution>} once it has ended
 */
async function untilEnded(api, executionId) {
	for (;;) {
		const { status, data } = await api('GET', `/rest/executions/${executionId}`);
		if (!['new', 'running', 'waiting'].includes(status)) return readExecution(status, data);
		await wait(PAUSE);
	}
}

/**
 * @param {string} status
 * @param {string} text n8n's record, in its own format, which n8n's own package reads
 * @returns {Execution}
 */
function readExecution(status, text) {
	const { resultData } = require(join(MODULES, 'flatted')).parse(text);
	return {
		status,
		error: resultData.error,
		itemsOf: (node, output = 0) => resultData.runData[node]?.at(-1)?.data?.main?.[output] ?? [],
		hintsOf: (node) =>
			(resultData.runData[node]?.at(-1)?.hints ?? []).map(
				(/** @type {{ message: string }} */ { message }) => message,
			),
		runsOf: (node) => resultData.runData[node]?.length ?? 0,
		text,
	};
}

/**
 * @param {Api} api
 * @param {string} workflowId
 * @returns {Promise<Array<{ id: string, status: string }>>} the newest first; also those that are under way
 */
async function executionsOf(api, workflowId) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	return (await api('GET', `/rest/executions?filter=${filter}&limit=100`)).results;
}

/**
 * Presses the Retry button of an execution. n8n answers only when the execution that it starts has ended.
 *
 * @param {Api} api
 * @param {string} workflowId
 * @param {string} executionId the last one of the workflow
 * @returns {Promise<string | undefined>} the id of the execution that was started; undefined where n8n refuses to retry this one
 */
async function retry(api, workflowId, executionId) {
	/** @type {unknown} */
	let refusal;
	api('POST', `/rest/executions/${executionId}/retry`, { loadWorkflow: true }).catch(
		(/** @type {unknown} */ error) => (refusal = error),
	);
	for (;;) {
		const ids = (await executionsOf(api, workflowId)).map(({ id }) => Number(id));
		const newest = Math.max(...ids);
		if (newest > Number(executionId)) return String(newest);
		if (refusal) return undefined;
		await wait(PAUSE);
	}
}

module.exports = { executionsOf, retry, startFrom, untilEnded };
