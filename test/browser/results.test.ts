import { describe, expect, it } from '@jest/globals';

import { CUSTOMERS, READY, customersToElemente } from './support/workflows';

const [ana, ben] = CUSTOMERS;
const bad = { ...ana, 'First Name': 'Cleo', Phone: 'n/a' };
const local = { ...ana, 'First Name': 'Dan', Phone: '020 7946 0123' };

const openWith = async (rows: Array<Record<string, unknown>>, settings = {}) =>
	await editor.openWorkflow(
		customersToElemente({
			credentialId: stage.credentialId,
			parameters: READY,
			rows,
			settings,
		}),
	);

describe('What the user sees after a run', () => {
	it('links each result to its row: the next node reads columns of the row from before', async () => {
		await openWith([ana, ben]);
		await editor.runWorkflow();
		await editor.openNode('Next');
		await editor.node.showOutputAs('Table');

		const [head, ...rows] = await editor.node.outputTable();
		expect(rows.map((row) => row[head.indexOf('Customer')])).toEqual(['Ana', 'Ben']);
	});

	it('names the bad rows, a line each, and says that nobody was called', async () => {
		await openWith([ana, bad, local]);
		await editor.openNode('Elemente');
		await editor.node.execute();

		const { message, description } = await editor.node.error();
		expect(message).toBe('2 of 3 rows cannot be sent. No call was placed.');
		const lines = description.split('\n');
		expect(lines[0]).toMatch(/to Continue: the bad rows then come out with their error/);
		expect(lines[1]).toMatch(/^Row 2: Customer Phone "n\/a" is not a phone number\. Write it with/);
		expect(lines[2]).toMatch(/^Row 3: Customer Phone "020 7946 0123" .* country code/);
		expect(stage.sandbox.ledger.placed).toHaveLength(0);
	});

	it('names a single bad row once, counted from 1 as people count', async () => {
		await openWith([ana, bad]);
		await editor.openNode('Elemente');
		await editor.node.execute();

		const { message } = await editor.node.error();
		expect(message).toBe('Row 2: Customer Phone "n/a" is not a phone number. No call was placed.');
	});

	it('sends bad rows to the error output and calls the good ones', async () => {
		await openWith([ana, bad], { onError: 'continueErrorOutput' });
		await editor.runWorkflow();
		await editor.openNode('Elemente');
		expect(stage.sandbox.ledger.placed).toHaveLength(1);

		await editor.node.showOutputBranch('Error');
		await editor.node.showOutputAs('Table');
		const [head, ...rows] = await editor.node.outputTable();
		const cell = (name: string) => rows[0][head.indexOf(name)];
		expect(rows).toHaveLength(1);
		expect(cell('First Name')).toBe('Cleo');
		expect(cell('error')).toContain('Customer Phone "n/a" is not a phone number');
	});
});
