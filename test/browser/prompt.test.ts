import { beforeAll, describe, expect, it } from '@jest/globals';

import { documentedRequest } from '../support/sandboxClient';
import { READY, customersToElemente } from './support/workflows';

const { initialMessage, prompt } = documentedRequest.agentOverride.prompt;
const placedPrompts = () =>
	stage.sandbox.ledger.placed.map(({ body }) => body.agentOverride?.prompt);

describe("Elemente's own placeholders, which n8n would take for expressions", () => {
	beforeAll(async () => {
		await editor.openWorkflow(
			customersToElemente({ credentialId: stage.credentialId, parameters: READY }),
		);
		await editor.openNode('Elemente');
	});

	it('stay as they are when the prompt of the API reference is pasted, and arrive so', async () => {
		await editor.node.addField('Agent Override', 'Initial Message');
		await editor.node.paste('initialMessage', initialMessage);
		await editor.node.addField('Agent Override', 'Prompt');
		// By hand, n8n would close the brackets and ask for an expression.
		await editor.node.type('prompt', prompt);

		expect(await editor.node.textOf('initialMessage')).toBe(initialMessage);
		expect(await editor.node.textOf('prompt')).toBe(prompt);

		await editor.node.execute();
		expect(placedPrompts()).toEqual(Array(2).fill({ initialMessage, prompt }));
	});

	it('are written in square brackets where n8n is to put the message together', async () => {
		await editor.node.removeField('initialMessage');
		await editor.node.addField('Agent Override', 'Initial Message (Expression)');
		await editor.node.paste(
			'initialMessageExpression',
			"{{ $json['First Name'] }}, your order [[Order ID]] is here.",
		);
		await editor.node.execute();

		expect(
			placedPrompts()
				.map((placed) => placed?.initialMessage)
				.sort(),
		).toEqual(['Ana, your order {{Order ID}} is here.', 'Ben, your order {{Order ID}} is here.']);
	});
});
