/** Every text inside a value: also in errors, their causes and properties that JSON leaves out, and in keys. */
export function everyString(value: unknown): string[] {
	const seen = new Set<unknown>();
	const found: string[] = [];
	const waiting: unknown[] = [value];
	while (waiting.length > 0) {
		const next = waiting.pop();
		if (typeof next === 'string') found.push(next);
		if ((typeof next !== 'object' && typeof next !== 'function') || next === null || seen.has(next))
			continue;
		seen.add(next);
		for (const key of Reflect.ownKeys(next)) {
			found.push(String(key));
			waiting.push(Reflect.getOwnPropertyDescriptor(next, key)?.value);
		}
		if (next instanceof Map) waiting.push(...next.keys(), ...next.values());
		if (next instanceof Set) waiting.push(...next);
	}
	return found;
}

/** The forms in which a password could end up in an error, an item or the stored run. */
export function secretForms({ username, password }: { username: string; password: string }) {
	return [password, btoa(password), btoa(`${username}:${password}`), encodeURIComponent(password)];
}
