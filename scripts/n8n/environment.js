// @ts-check
// The settings that n8n runs with here: on this machine only, quiet, and with no call to n8n's own services.
const { join } = require('node:path');
const { EXAMPLES } = require('../support/paths');

/** Everything that would call home, off; each was seen in n8n's settings or in its log. */
const NO_CALLS_HOME = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	// The first fetches a list of servers at every start; the second makes n8n's own assistant the first page one sees.
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai',
};

const LOCAL_ONLY = {
	N8N_HOST: 'localhost',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
	// The editor is served over plain HTTP, where browsers drop cookies marked as secure.
	N8N_SECURE_COOKIE: 'false',
};

/** @returns {NodeJS.ProcessEnv} this process's environment, less what would change how n8n behaves, and a password that workflows could read */
function inherited() {
	const names =
		/^(N8N_|DB_|QUEUE_|EXECUTIONS_|NODES_|CREDENTIALS_|GENERIC_TIMEZONE$|NODE_ENV$|NODE_OPTIONS$|NODE_PATH$|JEST_|npm_|ELEMENTE_PASSWORD$)/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.test(name)));
}

/**
 * @param {string} userFolder n8n's folder
 * @returns {string} the folder that workflows may read and write, unless another one is named
 */
function defaultFilesFolder(userFolder) {
	return join(userFolder, 'files');
}

/**
 * @param {{ userFolder: string, filesFolder?: string, extra?: NodeJS.ProcessEnv }} options filesFolder: one more folder that
 *   workflows may read and write, besides examples/; extra: settings that win over the ones here
 * @returns {NodeJS.ProcessEnv}
 */
function n8nEnvironment({ userFolder, filesFolder = defaultFilesFolder(userFolder), extra = {} }) {
	return {
		...inherited(),
		...NO_CALLS_HOME,
		...LOCAL_ONLY,
		// A company proxy must not be asked for the sandbox, which is on this machine.
		NO_PROXY: ['127.0.0.1', 'localhost', process.env.NO_PROXY].filter(Boolean).join(','),
		N8N_USER_FOLDER: userFolder,
		N8N_RESTRICT_FILE_ACCESS_TO: [EXAMPLES, filesFolder].join(';'),
		...extra,
	};
}

module.exports = { n8nEnvironment, defaultFilesFolder };
