import { NodeHelpers } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeProperties,
	INodePropertyOptions,
	INodePropertyRouting,
	PreSendAction,
} from 'n8n-workflow';

import { getPath, setPath } from '../fields/bodyPath';
import { reachesBeyondRow } from '../fields/columns';
import { elementePlaceholder, placeholderProblem } from '../fields/prompt';
import { type ColumnReader, NOT_PLAIN, columnReader } from './columnReference';
import { REQUEST_DEFAULTS } from '../http/request';
import { RowProblem } from '../rows/problems';

/** A field whose value goes into the body. */
interface SentField {
	/** The parameter's path, for example `customerOverride.firstName` */
	parameter: string;
	label: string;
	/** Where in the body */
	property: string;
	isLocator: boolean;
	/** As the user wrote it */
	written: unknown;
	/** Holds no expression, so its value is the same for every row and is read once */
	isConstant: boolean;
	/** Reads the value from the row itself, where the parameter holds plain references to columns only */
	readColumn?: ColumnReader;
}

/**
 * What the fields of an operation declare through `routing`, gathered once for a run.
 * n8n's routing engine gathers it anew, and evaluates each expression four times, for every row.
 */
export interface RequestPlan {
	request: Partial<IHttpRequestOptions>;
	fields: SentField[];
	hooks: FieldHook[];
	/** Some fields differ from row to row, and all that they read is the row */
	isOfRowsOnly: boolean;
}

/** A field's own look at the request of a row, and where in the body its value is; some look at the row as a whole. */
interface FieldHook {
	property?: string;
	run: PreSendAction;
}

/**
 * Reads the declared routing of the operation that the node is set to, in the order and by the rules of n8n's
 * routing engine (`RoutingNode.getRequestOptionsFromParameters`): hidden fields and collection entries that were
 * not added take no part. Kept to what this node declares: values from the parameter itself, in the body, hooks as
 * functions. A test sends generated rows through both and compares the requests.
 */
export function planRequest(node: INode, properties: INodeProperties[]): RequestPlan {
	const declared: Declared = { request: { ...REQUEST_DEFAULTS }, fields: [], hooks: [] };
	for (const property of properties) addProperty(declared, node, properties, property);
	const varying = declared.fields.filter(({ isConstant }) => !isConstant);
	const isOfRowsOnly =
		varying.length > 0 && !varying.some(({ written }) => reachesBeyondRow(written));
	return { ...declared, isOfRowsOnly };
}

type Declared = Omit<RequestPlan, 'isOfRowsOnly'>;

function addProperty(
	declared: Declared,
	node: INode,
	properties: INodeProperties[],
	property: INodeProperties,
	collection?: INodeProperties,
): void {
	const { parameters } = node;
	// Where n8n now wants the node's description, older n8n wants all the values: one object serves as both.
	const both = { ...parameters, properties } as never;
	if (!NodeHelpers.displayParameter(parameters, property, node, both)) return;
	const parameter = collection ? `${collection.name}.${property.name}` : property.name;
	if (property.routing) {
		const { displayName } = property;
		addRouting(declared, property.routing, {
			parameter,
			label: collection ? `${displayName} (${collection.displayName})` : displayName,
			isLocator: property.type === 'resourceLocator',
			written: getPath(parameters as IDataObject, parameter),
		});
	}

	if (property.type === 'options') {
		const written = getPath(parameters as IDataObject, parameter);
		const options = property.options as INodePropertyOptions[];
		const chosen = options.find(({ value }) => value === written);
		if (chosen?.routing) addRouting(declared, chosen.routing);
	} else if (property.type === 'collection') {
		const added = Object.keys(
			(getPath(parameters as IDataObject, parameter) as object | undefined) ?? {},
		);
		for (const entry of property.options as INodeProperties[]) {
			if (added.includes(entry.name)) addProperty(declared, node, properties, entry, property);
		}
	}
}

function addRouting(
	declared: Declared,
	routing: INodePropertyRouting,
	of?: Pick<SentField, 'parameter' | 'label' | 'isLocator' | 'written'>,
): void {
	Object.assign(declared.request, routing.request);
	if (routing.send?.property !== undefined && of) {
		declared.fields.push({
			parameter: of.parameter,
			label: of.label,
			property: routing.send.property,
			isLocator: of.isLocator,
			written: of.written,
			isConstant: !holdsExpression(of.written),
			readColumn: of.isLocator ? undefined : columnReader(of.written),
		});
	}
	const { property, preSend = [] } = routing.send ?? {};
	declared.hooks.push(...preSend.map((run) => ({ property, run })));
}

/**
 * Builds the body of one row as the fields declare it, before the hooks check and convert the values.
 *
 * @param constants what was read for an earlier row, by the parameter's path; filled in here
 * @returns the body; a problem for every field whose expression fails, and where in the body that field would be
 */
export function bodyOfRow(
	plan: RequestPlan,
	context: IExecuteFunctions,
	itemIndex: number,
	constants: Map<string, unknown>,
): { body: IDataObject; problems: RowProblem[]; unreadable: string[] } {
	const body = structuredClone((plan.request.body ?? {}) as IDataObject);
	const problems: RowProblem[] = [];
	const unreadable: string[] = [];
	for (const field of plan.fields) {
		try {
			setPath(body, field.property, valueOfField(context, field, itemIndex, constants));
		} catch (error) {
			unreadable.push(field.property);
			const row = { getNode: () => context.getNode(), getItemIndex: () => itemIndex };
			// Where Elemente's own braces are what n8n cannot read, its words would lead astray.
			const name = elementePlaceholder(field.written);
			problems.push(
				name === undefined
					? new RowProblem(
							row,
							`${field.label} cannot be read: ${(error as Error).message}`,
							"Correct the field's expression, or the value that it uses.",
						)
					: placeholderProblem(row, name, field.label),
			);
		}
	}
	return { body, problems, unreadable };
}

function valueOfField(
	context: IExecuteFunctions,
	field: SentField,
	itemIndex: number,
	constants: Map<string, unknown>,
): unknown {
	const { parameter, isConstant, isLocator, readColumn } = field;
	const read = () =>
		context.getNodeParameter(parameter, itemIndex, undefined, { extractValue: isLocator });
	if (isConstant) {
		if (!constants.has(parameter)) constants.set(parameter, read());
		// Hooks change what they find in the body, and a constant serves every row.
		return structuredClone(constants.get(parameter));
	}
	const value = readColumn?.(context.getInputData()[itemIndex].json);
	return readColumn === undefined || value === NOT_PLAIN ? read() : value;
}

function holdsExpression(written: unknown): boolean {
	if (typeof written === 'string') return written.startsWith('=');
	return (
		typeof written === 'object' && written !== null && Object.values(written).some(holdsExpression)
	);
}
