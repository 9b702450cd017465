import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import { readExample } from '../../scripts/n8n/examples';
import { type Published, formAddress, publish } from '../support/published';
import { type CustomerForm, openForm } from './support/customerForm';

const BUTTON = 'Call me';

describe('the form of form-to-call.json, as a customer sees it', () => {
	let published: Published;
	let address: string;
	let form: CustomerForm;

	beforeAll(async () => {
		const { n8n, credentialId, filesFolder } = stage;
		const workflow = readExample('form-to-call.json', credentialId, filesFolder);
		published = await publish(n8n.api, workflow);
		address = await formAddress(n8n.url, workflow);
	});
	beforeEach(async () => {
		form = await openForm(stage.browser, address);
	});
	afterEach(async () => await form.close());
	afterAll(async () => await published.unpublish());

	it('calls whoever fills it in, and says so', async () => {
		await form.fill({ 'First Name': 'Ana', Phone: '+1 202 555 0111', 'Order ID': '00471' });
		await form.press(BUTTON);

		const page = await form.pageTitled('Thank you, Ana');
		expect(page).toContain('We are calling +1 202 555 0111 now.');
		expect(form.sent).toContain(address);
		expect(stage.sandbox.ledger.placed.map(({ body }) => body)).toEqual([
			expect.objectContaining({
				customerName: 'Ana',
				customerPhone: '+12025550111',
				customerOverride: {
					firstName: 'Ana',
					customFields: [{ name: 'Order ID', value: '00471' }],
				},
			}),
		]);
	});

	it('asks for another number when this one cannot be called', async () => {
		await form.fill({ 'First Name': 'Ana', Phone: '020 7946 0123', 'Order ID': '00471' });
		await form.press(BUTTON);

		const page = await form.pageTitled('We could not call you');
		expect(page).toContain('Please check the number 020 7946 0123');
		expect(stage.sandbox.ledger.placed).toHaveLength(0);
	});

	it('sends nothing while a field that is needed is empty', async () => {
		await form.fill({ 'First Name': 'Ana', 'Order ID': '00471' });
		await form.press(BUTTON);

		expect(await form.complaintAbout('Phone')).toBe('This field is required');
		expect(form.sent).toEqual([]);
		expect(stage.sandbox.ledger.placed).toHaveLength(0);
	});
});
