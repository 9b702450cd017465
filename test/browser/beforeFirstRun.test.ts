import { beforeAll, describe, expect, it } from '@jest/globals';

import { outputSchemas } from '../../scripts/support/outputSchemas';
import { fieldsOfInput } from './support/sight';
import { READY, customersToElemente } from './support/workflows';

describe('The node after Elemente, before anything has run', () => {
	beforeAll(async () => {
		await editor.openWorkflow(
			customersToElemente({ credentialId: stage.credentialId, parameters: READY }),
		);
		await editor.openNode('Next');
	});

	it('shows the fields that will come out', async () => {
		await editor.node.column('outcome').waitFor();

		const shown = await fieldsOfInput(editor.node);
		expect(shown).toEqual(Object.keys(outputSchemas()['call/create'].properties ?? {}).sort());
	});

	it('is mapped from them, and nobody is contacted', async () => {
		await editor.node.mapColumns(['id', 'duration', 'reached']);

		const mapped = (await editor.node.mappedFields()).slice(1);
		expect(mapped.map(({ name, value }) => [name, value])).toEqual([
			['id', '{{ $json.id }}'],
			['duration', '{{ $json.duration }}'],
			['reached', '{{ $json.reached }}'],
		]);
		expect(stage.sandbox.ledger.placed).toEqual([]);
		expect(stage.sandbox.requests).toEqual([]);
	});
});
