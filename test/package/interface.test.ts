import { describe, expect, it } from '@jest/globals';
import type { INodeProperties } from 'n8n-workflow';

import { choicesOf, fieldsOf } from '../support/description';
import { loadCredentials, loadNodes } from '../support/package';

/**
 * What saved workflows rely on: a parameter that is renamed, changes its type, loses a choice or gets another default makes them
 * behave differently. The snapshot shows such a change in review; then it needs a new version of the node, or a word in the changelog.
 */
function interfaceOf(properties: INodeProperties[]): string[] {
	const lines = fieldsOf(properties).map(({ property, path }) => {
		const { type, required, displayOptions } = property;
		const shown = Object.entries(displayOptions?.show ?? {})
			.map(([name, values]) => `${name}=${values?.join('|')}`)
			.join(' ');
		// Their order may change: what is saved is the value.
		const choices = choicesOf(property)
			.map(({ value }) => String(value))
			.sort();
		return [
			`${path}: ${type}${required ? ' (required)' : ''}`,
			`default ${JSON.stringify(property.default)}`,
			choices.length > 0 ? `one of ${choices.join(', ')}` : '',
			shown ? `shown for ${shown}` : '',
		]
			.filter(Boolean)
			.join('; ');
	});
	return lines.sort();
}

describe('what saved workflows rely on', () => {
	it.each(loadNodes())('$name', ({ instance: { description } }) => {
		const { name, version, inputs, outputs, credentials, properties } = description;
		expect({ name, version, inputs, outputs, credentials }).toMatchSnapshot('node');
		expect(interfaceOf(properties)).toMatchSnapshot('parameters');
	});

	it.each(loadCredentials())('$name', ({ instance: { name, properties } }) => {
		expect(name).toMatchSnapshot('credential');
		expect(interfaceOf(properties)).toMatchSnapshot('fields');
	});
});
