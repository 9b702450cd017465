import type { IDataObject } from 'n8n-workflow';

/** `customerOverride` is required by the API even when nothing is in it (API reference, Create call). */
const ALWAYS_SENT = 'customerOverride';

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is inherited, such as `constructor`, is no part of a body. */
function own(body: IDataObject, key: string): unknown {
	return Object.hasOwn(body, key) ? body[key] : undefined;
}

/** Not by assignment: that would change the prototype where the key is `__proto__`. */
function put(body: IDataObject, key: string, value: unknown): void {
	Object.defineProperty(body, key, {
		value,
		configurable: true,
		enumerable: true,
		writable: true,
	});
}

/** Reads `agentOverride.prompt.prompt` and the like; undefined when any part of the path is missing. */
export function getPath(body: IDataObject, path: string): unknown {
	let value: unknown = body;
	for (const key of path.split('.')) value = isObject(value) ? own(value, key) : undefined;
	return value;
}

/**
 * Writes a value at a dotted path and makes the objects on the way to it, as n8n's routing engine does.
 * Undefined removes the value, and the objects that it leaves empty, so that an empty field is not sent at all.
 */
export function setPath(body: IDataObject, path: string, value: unknown): void {
	const [key, ...rest] = path.split('.');
	if (rest.length === 0) {
		if (value === undefined) delete body[key];
		else put(body, key, value);
		return;
	}
	if (!isObject(own(body, key))) {
		if (value === undefined) return;
		put(body, key, {});
	}
	const child = body[key] as IDataObject;
	setPath(child, rest.join('.'), value);
	if (Object.keys(child).length === 0 && key !== ALWAYS_SENT) delete body[key];
}
