import { describe, expect, it } from '@jest/globals';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { requestSettings } from '../../nodes/Elemente/createCalls/settings';
import { getPath } from '../../nodes/Elemente/fields/bodyPath';

function read(parameters: IDataObject, onError?: string) {
	return requestSettings({
		getNode: () => ({ name: 'Elemente', onError }),
		getNodeParameter: (name: string, _row: number, otherwise?: unknown) =>
			getPath(parameters, name) ?? otherwise,
	} as unknown as IExecuteFunctions);
}

const UNCHANGED = {
	whenRunAgain: 'goOn',
	maxConcurrentCalls: 10,
	waitLimitMs: undefined,
	batchSize: 50,
	batchIntervalMs: 0,
	output: 'calls',
	checkOnly: false,
	includesInput: false,
	request: { timeout: 300_000 },
};

describe('the settings of a run', () => {
	it('are these where nothing was set', () => {
		expect(read({})).toStrictEqual(UNCHANGED);
	});

	it.each<[string, IDataObject, object]>([
		[
			'When Run Again',
			{ contactRules: { whenRunAgain: 'startOver' } },
			{ whenRunAgain: 'startOver' },
		],
		['Wait for Completion', { waitForCompletion: true, waitLimit: 5 }, { waitLimitMs: 300_000 }],
		['a limit alone', { waitLimit: 5 }, {}],
		['Output', { options: { output: 'messages' } }, { output: 'messages' }],
		['Check Only', { options: { checkOnly: true } }, { checkOnly: true }],
		[
			'Include Other Input Fields',
			{ options: { includeOtherInputFields: true } },
			{ includesInput: true },
		],
		[
			'Batching',
			{ requestOptions: { batching: { batch: { batchSize: 7, batchInterval: 300 } } } },
			{ batchSize: 7, batchIntervalMs: 300 },
		],
		['no batch', { requestOptions: { batching: {} } }, {}],
		['Timeout', { requestOptions: { timeout: 5_000 } }, { request: { timeout: 5_000 } }],
		['no timeout', { requestOptions: { timeout: 0 } }, {}],
		[
			'Ignore SSL Issues',
			{ requestOptions: { allowUnauthorizedCerts: true } },
			{ request: { timeout: 300_000, skipSslCertificateValidation: true } },
		],
	])('are changed by %s', (_, parameters, changed) => {
		expect(read(parameters)).toStrictEqual({ ...UNCHANGED, ...changed });
	});

	it.each([
		[25, 25],
		['3', 3],
		[2.9, 2],
		[0, 10],
		['x', 10],
		[-4, 1],
		[0.5, 1],
	])('take %p for %i calls at a time', (maxConcurrentCalls, count) => {
		expect(read({ options: { maxConcurrentCalls } }).maxConcurrentCalls).toBe(count);
	});

	it.each([
		[0, 1],
		[-1, 1],
		[2.5, 2],
	])('take a batch of %p for one of %i', (batchSize, size) => {
		expect(read({ requestOptions: { batching: { batch: { batchSize } } } }).batchSize).toBe(size);
	});

	it.each([
		['continueRegularOutput', undefined, true],
		['continueRegularOutput', false, false],
		['continueErrorOutput', undefined, false],
		['stopWorkflow', true, true],
	])('show the columns of the row, with %s and the option %p: %p', (onError, given, includes) => {
		const options = given === undefined ? {} : { includeOtherInputFields: given };
		expect(read({ options }, onError).includesInput).toBe(includes);
	});
});

describe('the proxy', () => {
	it.each([
		['http://myproxy:3128', { host: 'myproxy', port: 3128, protocol: 'http' }],
		['http://myproxy', { host: 'myproxy', port: 80, protocol: 'http' }],
		['https://myproxy/', { host: 'myproxy', port: 443, protocol: 'https' }],
		['socks5://myproxy:1080', { host: 'myproxy', port: 1080, protocol: 'socks5' }],
		[
			'http://me%40home:p%3Aw@myproxy:1',
			{
				host: 'myproxy',
				port: 1,
				protocol: 'http',
				auth: { username: 'me@home', password: 'p:w' },
			},
		],
		[
			'http://me@myproxy:1',
			{ host: 'myproxy', port: 1, protocol: 'http', auth: { username: 'me', password: '' } },
		],
		['http://:pw@myproxy:1', { host: 'myproxy', port: 1, protocol: 'http' }],
	])('%s is read', (proxy, wanted) => {
		expect(read({ requestOptions: { proxy } }).request).toStrictEqual({
			timeout: 300_000,
			proxy: wanted,
		});
	});

	it.each([
		'myproxy',
		'myproxy:3128',
		'socks5://myproxy',
		'file:///x',
		'http://',
		'http://a%zz@myproxy',
	])('%s is not valid', (proxy) => {
		expect(() => read({ requestOptions: { proxy } })).toThrow('The proxy under Request Options');
	});
});
