import { describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../sandbox/server';
import { Client, minimalRequest, type Sandbox } from '../support/sandboxClient';
import { runScript } from './support/process';

describe('npm run sandbox', () => {
	it('prints what to enter and a line for each call, and ends at once', async () => {
		const one = runScript('sandbox/main.js', [
			'--port',
			'0',
			'--username',
			'ada',
			'--password',
			'lovelace',
		]);
		const { ready } = await one.ready;
		expect(ready).toMatchObject({
			url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
			username: 'ada',
		});
		const client = new Client(ready as Sandbox);
		await client.create(minimalRequest('+12025550101'));
		await client.create(minimalRequest('+12025550126'));
		await client.create(minimalRequest('+12025550134'));
		one.stop('SIGINT');
		const { code, stdout } = await one.ended;
		expect(code).toBe(0);
		for (const text of [
			ready.url,
			'ada',
			'lovelace',
			'123e4567-e89b-12d3-a456-426614174000',
			'+12025550133',
		]) {
			expect(stdout).toContain(text);
		}
		const calls = stdout.split('Calls:')[1].trim().split('\n');
		expect(calls).toEqual([
			expect.stringMatching(/^\d\d:\d\d:\d\d {2}call +\+12025550101 +placed: busy$/),
			expect.stringMatching(/ {2}call +\+12025550126 +500 after the call was placed \[placed\]$/),
			expect.stringMatching(/ {2}call +\+12025550134 +403$/),
		]);
	});

	it('ends when the process that started it is gone', async () => {
		const one = runScript('sandbox/main.js', ['--port', '0']);
		await one.ready;
		one.disconnect();
		expect(await one.ended).toMatchObject({ code: 0 });
	});

	it('says so when the port is in use', async () => {
		const sandbox = await startSandbox();
		const { ended } = runScript('sandbox/main.js', ['--port', new URL(sandbox.url).port]);
		expect(await ended).toEqual({
			code: 1,
			stdout: '',
			stderr: expect.stringContaining('port is in use'),
		});
		await sandbox.close();
	});

	it.each([
		[['--speed', 'fast'], '--speed takes a number, not "fast".'],
		[['--fault-rates', '429'], '--fault-rates takes JSON such as \'{"429":0.1}\', not "429".'],
		[['--colour', 'red'], "Unknown option '--colour'"],
	])('refuses %j', async (args, message) => {
		expect(await runScript('sandbox/main.js', args).ended).toEqual({
			code: 1,
			stdout: '',
			stderr: expect.stringContaining(message),
		});
	});
});

describe('the generated types', () => {
	it('are what the specification generates', async () => {
		const { code, stderr } = await runScript('scripts/generateTypes.js', ['--check']).ended;
		expect([code, stderr]).toEqual([0, '']);
	});
});
