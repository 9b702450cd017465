import { describe, expect, it } from '@jest/globals';

import { ElementeApi } from '../../credentials/ElementeApi.credentials';

const credential = new ElementeApi();

/** All but the words for people. */
const FIELDS = [
	{ name: 'username', type: 'string', default: '', required: true },
	{
		...{ name: 'password', type: 'string', default: '', required: true },
		typeOptions: { password: true },
	},
	{ name: 'baseUrl', type: 'string', default: 'https://api.elemente.ai' },
	{ name: 'lines', type: 'number', default: 0, typeOptions: { minValue: 0, numberPrecision: 0 } },
];

describe('the credential', () => {
	it('is the one that the nodes ask for, and leads to its help', () => {
		expect(credential.name).toBe('elementeApi');
		expect(credential.documentationUrl).toBe(
			'https://github.com/elemente-ai/n8n-nodes-elemente#credential',
		);
	});

	it('asks for who calls, hides the password, and takes no part of a line', () => {
		const fields = credential.properties.map(({ displayName, description, ...field }) => {
			expect([displayName, description]).not.toContain('');
			return field;
		});
		expect(fields).toEqual(FIELDS);
	});

	it('is tested without following a redirect, by which the password would go elsewhere', () => {
		expect(credential.test.request).toEqual({
			baseURL: 'https://api.elemente.ai',
			url: '/api/v1/agents',
			qs: { page: 1, limit: 1 },
			disableFollowRedirect: true,
		});
	});

	it.each([
		[401, 'user name or the password'],
		[403, 'may not read agents'],
		[404, 'Base URL'],
	])('says what to do about an answer of %i', (status, words) => {
		const rule = credential.test.rules?.find(({ properties }) => properties.value === status);
		expect(rule).toEqual({
			type: 'responseCode',
			properties: { value: status, message: expect.stringContaining(words) },
		});
	});
});
