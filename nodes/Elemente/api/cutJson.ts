/**
 * Reads what is whole of a JSON text that was cut off: all but the value in which it ends. What is nested deeper than
 * anything of the API is cut off as well.
 *
 * @returns undefined where nothing of it can be read, as of a text that is no JSON
 */
export function readCutJson(text: string): unknown {
	const { closing, lastComma, closingAtComma, isCut } = scan(text);
	// A number at the end may have lost digits; a text, a list and an object show where they end.
	const asItIs = !isCut && /["}\]]$/.test(text.trimEnd()) ? parsed(text + closing) : undefined;
	if (asItIs !== undefined || lastComma < 0) return asItIs;
	return parsed(text.slice(0, lastComma) + closingAtComma);
}

const DEEPEST = 200;

/** What is open at the end of the text, or where it gets too deep, and at the last comma that parts two values. */
function scan(text: string) {
	const open: string[] = [];
	let lastComma = -1;
	let closingAtComma = '';
	let isInText = false;
	for (let at = 0; at < text.length && open.length <= DEEPEST; at++) {
		const char = text[at];
		if (isInText) {
			if (char === '\\') at++;
			else isInText = char !== '"';
		} else if (char === '"') isInText = true;
		else if (char === '{') open.unshift('}');
		else if (char === '[') open.unshift(']');
		else if (char === '}' || char === ']') open.shift();
		else if (char === ',') {
			lastComma = at;
			closingAtComma = open.join('');
		}
	}
	return { closing: open.join(''), lastComma, closingAtComma, isCut: open.length > DEEPEST };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
