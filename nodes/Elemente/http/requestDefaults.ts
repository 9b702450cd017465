import type { INodeTypeDescription } from 'n8n-workflow';

/** What every request of the node starts from, in n8n's routing engine and in the bulk runner. */
export const REQUEST_DEFAULTS = {
	// The credential puts its own Base URL here (credentials/ElementeApi.credentials.ts).
	baseURL: 'https://api.elemente.ai',
	headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
} satisfies INodeTypeDescription['requestDefaults'];
