import { describe, expect, it } from '@jest/globals';

import { CUSTOM_FIELDS_PATH } from '../../../nodes/Elemente/fields/customFields';
import { operationsOf, sendsOf, type Operation } from '../../support/description';
import { loadElemente } from '../../support/engine';
import { leafPathsOf, sendable } from '../../support/specification';
import { documentedRequest } from '../../support/sandboxClient';

const create = operationsOf(loadElemente().description.properties).find(
	({ resource, option }) => resource === 'call' && option.value === 'create',
) as Operation;
const specified = sendable('POST', '/api/v1/calls')?.body ?? [];

/** The fields that declare where they go. */
const declared = create.fields.flatMap((field) =>
	sendsOf(field)
		.filter(({ property }) => property !== undefined)
		.map(({ property, type }) => ({ field: field.path, property, type })),
);

describe('Call → Create and the specification', () => {
	it('name the same endpoint', () => {
		expect(create.option.routing?.request).toMatchObject({ method: 'POST', url: '/api/v1/calls' });
		expect(specified).toHaveLength(21);
	});

	it.each(specified)('%s can be reached from a field of the node', (property) => {
		expect(declared.map((one) => one.property)).toContain(property);
	});

	it.each(declared)(
		'$field sends $property, which the specification knows',
		({ property, type }) => {
			expect(specified).toContain(property);
			expect(type).toBe('body');
		},
	);

	it('agree on what is sent besides the fields', () => {
		const always = leafPathsOf(create.option.routing?.request?.body as object);
		// An object without properties stands for itself: customerOverride, which may be empty.
		expect(always).toEqual(['customerOverride']);
		expect(create.option.routing?.request?.qs).toBeUndefined();
	});

	it('meet in the documented example, which so proves every field on the wire (createExample.test.ts)', () => {
		const documented = leafPathsOf(documentedRequest).map((path) =>
			path.replace(/^(.*routingConditions)\..*/, '$1'),
		);
		expect(documented.sort()).toEqual([...specified].sort());
		expect(documented).toContain(CUSTOM_FIELDS_PATH);
	});
});
