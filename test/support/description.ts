import type { INodeProperties, INodePropertyOptions, INodePropertyRouting } from 'n8n-workflow';

/** A field of the node, or an entry of one of its collections, anywhere in the description. */
export interface Field {
	property: INodeProperties;
	/** The parameter's path, for example `customerOverride.firstName` */
	path: string;
	/** The collection that the field is an entry of */
	parent?: Field;
}

/** All fields, those inside collections too. */
export function fieldsOf(properties: INodeProperties[], parent?: Field): Field[] {
	return properties.flatMap((property) => {
		const path = parent ? `${parent.path}.${property.name}` : property.name;
		const field = { property, path, parent };
		return [field, ...fieldsOf(entriesOf(property), field)];
	});
}

/** The entries of a collection, or those in the groups of a fixed collection. */
export function entriesOf({ options = [] }: INodeProperties): INodeProperties[] {
	return options.flatMap((option) => {
		if ('values' in option) return option.values;
		return 'type' in option ? [option] : [];
	});
}

/** The choices of an options field. */
export function choicesOf({ options = [] }: INodeProperties): INodePropertyOptions[] {
	return options.filter((option): option is INodePropertyOptions => 'value' in option);
}

/** One operation with the fields that the editor can show for it. */
export interface Operation {
	resource: string;
	option: INodePropertyOptions;
	fields: Field[];
}

export function operationsOf(properties: INodeProperties[]): Operation[] {
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap((selector) =>
			(selector.displayOptions?.show?.resource ?? []).flatMap((resource) =>
				choicesOf(selector).map((option) => ({
					resource: String(resource),
					option,
					fields: fieldsOf(
						properties.filter(
							({ name, displayOptions }) =>
								name !== 'operation' &&
								name !== 'resource' &&
								includes(displayOptions?.show?.resource, resource) &&
								includes(displayOptions?.show?.operation, option.value),
						),
					),
				})),
			),
		);
}

function includes(shown: unknown[] | undefined, value: unknown): boolean {
	return shown === undefined || shown.includes(value);
}

/** Where in the request the field's value goes, by what the field and its choices declare. */
export function sendsOf({ property }: Field): Array<NonNullable<INodePropertyRouting['send']>> {
	return [property, ...choicesOf(property)].flatMap(({ routing }) => routing?.send ?? []);
}
