/**
 * JSON with the names of every object, and the fields of a list of names and values, in order; letters that programs
 * write in two ways, such as é, in one.
 */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) {
		const entries = value.map(canonical);
		return `[${(value.every(hasName) ? entries.sort() : entries).join()}]`;
	}
	if (typeof value === 'string') return JSON.stringify(value.normalize());
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const entries = Object.entries(value).filter(([, each]) => each !== undefined);
	return `{${entries
		.map(([name, each]) => `${canonical(name)}:${canonical(each)}`)
		.sort()
		.join()}}`;
}

function hasName(value: unknown): boolean {
	return typeof value === 'object' && value !== null && 'name' in value;
}
