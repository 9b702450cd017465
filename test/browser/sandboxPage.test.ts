/**
 * @jest-environment <rootDir>/test/browser/support/sandboxPage.js
 */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Client, minimalRequest } from '../support/sandboxClient';
import type { SandboxPage } from './support/sandboxPage';

declare global {
	/** The sandbox's page in a browser, and the sandbox behind it (see support/sandboxPage.js). */
	const sandboxPage: SandboxPage;
}

const { sandbox, page, said } = sandboxPage;
const client = new Client(sandbox);
const row = (to: string) => page.locator('#list > li', { hasText: to });
const fault = (name: string) => page.getByRole('button', { name });

beforeEach(async () => {
	sandbox.reset();
	await page.setViewportSize({ width: 1100, height: 800 });
	await page.goto(sandbox.url);
	await page.getByText('Live', { exact: true }).waitFor();
	said.length = 0;
});

/** What the head line counts, once it counts so many calls. */
async function counts(calls: number): Promise<string[]> {
	await page.locator('#calls', { hasText: new RegExp(`^${calls}$`) }).waitFor();
	return await page.locator('.counts dd').allTextContents();
}

describe('calls', () => {
	it('arrive by themselves, go through their statuses, and end with what was said and a recording', async () => {
		await page.getByText('It is quiet here.').waitFor();
		const { id } = await client.placed('+14155550100', { customerName: 'Ada Lovelace' });
		const one = row('+14155550100');
		await one.getByText('queued').waitFor();
		expect(await page.getByText('It is quiet here.').isVisible()).toBe(false);
		expect(await one.innerText()).toMatch(/\d\d:\d\d:\d\d[^]*Ada Lovelace[^]*Call[^]*Order Desk/);
		const seen = new Set<string>();
		for (let seconds = 0; seconds < 70; seconds++) {
			sandbox.advance(1);
			const { status } = await client.call(id);
			await one.locator('.status', { hasText: status }).waitFor();
			seen.add(status);
		}
		expect([...seen]).toEqual(['queued', 'ringing', 'in-progress', 'completed']);
		await one.getByText('5 lines').click();
		expect(await one.locator('.lines li').allTextContents()).toContain(
			'No, that is all. Thank you.',
		);
		expect(await counts(1)).toEqual(['1', '1', '0']);
		expect(said).toEqual([]);
	});

	it('can be listened to', async () => {
		await client.placed('+14155550100');
		expect(await page.locator('audio').isVisible()).toBe(false);
		sandbox.advance(100);
		await page.locator('audio').waitFor();
		const played = await page.evaluate(`(async () => {
			const audio = document.querySelector('#list audio');
			audio.muted = true;
			await audio.play();
			await new Promise((resolve) => audio.addEventListener('ended', resolve));
			return audio.duration;
		})()`);
		expect(played).toBeCloseTo(1);
		expect(said).toEqual([]);
	});

	it('are counted, and somebody who is called twice is shown in red', async () => {
		await client.placed('+14155550100');
		await client.placed('+14155550101');
		expect(await counts(2)).toEqual(['2', '2', '0']);
		const colour = async () =>
			await page.evaluate("getComputedStyle(document.querySelector('#twice')).color");
		const calm = await colour();
		expect(calm).toMatch(/^rgb/);
		// A text message after a call is no second call.
		await client.placed('+14155550100', { channel: 'sms' });
		expect((await counts(3))[2]).toBe('0');
		await client.placed('+14155550101');
		expect((await counts(4))[2]).toBe('1');
		expect(await colour()).not.toBe(calm);
		expect(await page.getByText('Called more than once.').count()).toBe(2);
	});

	it('go away when the sandbox forgets them, and are there again after a reload', async () => {
		await client.placed('+14155550100');
		await row('+14155550100').waitFor();
		await page.reload();
		await row('+14155550100').waitFor();
		sandbox.reset();
		await page.getByText('It is quiet here.').waitFor();
		expect(await counts(0)).toEqual(['0', '0', '0']);
	});

	it('are shown as text, whatever they are called', async () => {
		const hostile = [
			'<img src=x onerror="document.title=1">',
			'</template><script>document.title=1</script>',
			'{{constructor}}" onmouseover="document.title=1',
			'\u202eevil\u0000\n\ndata: {"ids":[]}\n\n',
			'&lt;b&gt;',
		];
		for (const name of hostile) {
			await client.placed(name, { customerName: name });
		}
		sandbox.advance(100);
		await counts(hostile.length);
		await page.locator('.status', { hasText: 'completed' }).first().waitFor();
		const shown = await page.locator('#list .to strong').allTextContents();
		expect(shown.reverse()).toEqual(hostile);
		expect((await page.locator('#list .name').allTextContents()).reverse()).toEqual(hostile);
		expect(await page.locator('#list img, #list script, #list [onmouseover]').count()).toBe(0);
		expect(await page.title()).toBe('Elemente sandbox');
		expect(said).toEqual([]);
	});
});

describe('the buttons', () => {
	it.each([
		['429', 429, 0],
		['503', 503, 0],
		['500', 500, 1],
		['Dropped', 'broken', 1],
		['No answer', 'broken', 1],
	] as const)('%s makes the next answer fail, and only that', async (name, expected, placed) => {
		await fault(name).click();
		await page.getByText('The next answer fails.').waitFor();
		const init = name === 'No answer' ? { signal: AbortSignal.timeout(2000) } : {};
		const answer = async () =>
			await client.create(minimalRequest('+14155550100'), init).then(
				({ status }) => status,
				() => 'broken',
			);
		expect(await answer()).toBe(expected);
		expect(sandbox.ledger.placed).toHaveLength(placed);
		await page.getByText('All answers are as they should be.').waitFor();
		await row('+14155550100')
			.getByText(/Nobody was called|The call was placed, but/)
			.waitFor();
		expect((await client.create(minimalRequest('+14155550101'))).status).toBe(200);
	});

	it('add up, spare what only reads, and can be taken back', async () => {
		await fault('429').click();
		await fault('429').click();
		await fault('503').click();
		await page.getByText('The next 3 answers fail.').waitFor();
		expect(await fault('429').innerText()).toContain('×2');
		expect(await client.calls()).toEqual([]);
		await fault('Answer normally').click();
		await page.getByText('All answers are as they should be.').waitFor();
		expect((await client.create(minimalRequest('+14155550100'))).status).toBe(200);
	});

	it('cannot be pressed by a page of another site', async () => {
		// The recordings' listener is another origin; its answer is as good as any other site's page.
		await page.goto(`${sandbox.recordingsUrl}/elsewhere`);
		const outcome = await page.evaluate(`(async () => {
			const url = '${sandbox.url}/sandbox/faults';
			const body = '{"kind":"429"}';
			const tries = [
				{ method: 'POST', body, headers: { 'content-type': 'application/json' } },
				{ method: 'POST', body, mode: 'no-cors' },
				{ method: 'POST', body: new URLSearchParams({ kind: '429' }), mode: 'no-cors' },
			];
			const answers = [];
			for (const init of tries) {
				answers.push(await fetch(url, init).then(({ type }) => type, () => 'refused'));
			}
			return answers;
		})()`);
		expect(outcome).toEqual(['refused', 'opaque', 'opaque']);
		expect((await client.create(minimalRequest('+14155550100'))).status).toBe(200);
	});
});

describe('everybody', () => {
	it('reaches all of it by keyboard, and sees where they are', async () => {
		await client.placed('+14155550100');
		sandbox.advance(100);
		await page.locator('audio').waitFor();
		const reached = [];
		for (let presses = 0; presses < 30; presses++) {
			await page.keyboard.press('Tab');
			reached.push(
				await page.evaluate(`(() => {
					const { activeElement: element } = document;
					const { outlineStyle } = getComputedStyle(element);
					return [element.dataset.kind ?? element.tagName, outlineStyle].join(' ');
				})()`),
			);
		}
		for (const target of ['429', '503', 'placed500', 'placedHanging', 'placedDropped']) {
			expect(reached).toContain(`${target} solid`);
		}
		expect(reached.filter((target) => target === 'SUMMARY solid').length).toBeGreaterThan(1);
		expect(reached.some((target) => String(target).startsWith('AUDIO'))).toBe(true);
		await fault('503').focus();
		await page.keyboard.press('Enter');
		await page.getByText('The next answer fails.').waitFor();
		await fault('Answer normally').focus();
		await page.keyboard.press('Space');
		await page.getByText('All answers are as they should be.').waitFor();
		expect(await page.evaluate('document.activeElement.dataset.kind')).toBe('429');
	});

	it.each([320, 360, 768])('reads it %i pixels wide without scrolling sideways', async (width) => {
		await page.setViewportSize({ width, height: 700 });
		await client.placed('+14155550100', { customerName: 'W'.repeat(300) });
		sandbox.advance(100);
		await row('+14155550100').getByText('5 lines').click();
		await page.getByText('How to connect n8n').click();
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
		expect(await page.getByText('sandbox-password').isVisible()).toBe(true);
	});

	it('reads it in the dark', async () => {
		const background = async () =>
			await page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
		const light = await background();
		await page.emulateMedia({ colorScheme: 'dark' });
		expect(await background()).not.toBe(light);
		await page.emulateMedia({ colorScheme: 'light' });
	});
});
