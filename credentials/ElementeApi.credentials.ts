import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { DEFAULT_BASE_URL, normalizeBaseUrl } from './baseUrl';

export class ElementeApi implements ICredentialType {
	name = 'elementeApi';

	displayName = 'Elemente API';

	icon = {
		light: 'file:../icons/elemente.svg',
		dark: 'file:../icons/elemente.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/elemente-ai/n8n-nodes-elemente#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			description: 'The user name of your Elemente API access',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The password that belongs to the user name',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			description:
				'Where the Elemente API is. Leave it as it is unless Elemente gave you another address or you use the sandbox.',
		},
		{
			displayName: 'Lines',
			name: 'lines',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 0,
			description:
				'How many calls this account may have at the same time, over all workflows of this n8n: with Wait for Completion on, so many people are contacted at a time, else so many requests are sent at a time. Leave it at 0 for no limit.',
		},
	];

	/**
	 * Points the request at the credential's Base URL and adds Basic auth.
	 *
	 * A function, not a set of expressions: n8n would evaluate those for every request, in one synchronous stretch.
	 * A request to any other origin goes out without the password, whichever node or field it comes from, and no redirect
	 * is followed with it.
	 *
	 * @throws Error with a sentence for the user when the Base URL cannot be used (see `normalizeBaseUrl`)
	 */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const baseURL = normalizeBaseUrl(credentials.baseUrl);
		// n8n's HTTP Request node writes its address into `uri`.
		const { url, uri } = requestOptions as { url?: unknown; uri?: unknown };
		const targets = [url, uri].filter((target) => target !== undefined);
		if (!targets.every((target) => leadsTo(baseURL, target))) return requestOptions;
		return {
			...requestOptions,
			// Also beside a whole address: what this reads as one, the HTTP client may take for a path.
			baseURL,
			auth: { username: String(credentials.username), password: String(credentials.password) },
			sendCredentialsOnCrossOriginRedirect: false,
		};
	};

	// Listing one agent needs the right user name and password and changes nothing.
	test: ICredentialTestRequest = {
		request: {
			baseURL: DEFAULT_BASE_URL,
			url: '/api/v1/agents',
			qs: { page: 1, limit: 1 },
			disableFollowRedirect: true,
		},
		// n8n shows the answer's status text otherwise, such as "Unauthorized", which says nothing about what to do.
		rules: [
			statusRule(
				401,
				'The user name or the password is not right. Check for spaces that were copied with them.',
			),
			statusRule(403, 'This user may not read agents. Ask for API access in Elemente.'),
			statusRule(
				404,
				`There is no Elemente API at this Base URL. Unless Elemente gave you another one, it is ${DEFAULT_BASE_URL}.`,
			),
		],
	};
}

function statusRule(status: number, message: string) {
	return { type: 'responseCode' as const, properties: { value: status, message } };
}

/**
 * Whether an address, whole or a path, is one of the Base URL's origin, read as a browser reads it: "//elsewhere.example",
 * "/\\elsewhere.example" and "https:elsewhere.example" have a host of their own. What cannot be read is not.
 */
function leadsTo(baseURL: string, target: unknown): boolean {
	if (typeof target !== 'string' && !(target instanceof URL)) return false;
	const address = String(target);
	const base = URL.canParse(address) ? undefined : baseURL;
	return URL.canParse(address, base) && new URL(address, base).origin === new URL(baseURL).origin;
}
