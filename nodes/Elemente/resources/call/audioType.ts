/** Audio formats: their signatures (matched against the first bytes as Latin-1), file extensions and MIME types. */
const FORMATS: Array<{ mimeType: string; extension: string; signature: RegExp; names: RegExp }> = [
	{ mimeType: 'audio/wav', extension: 'wav', signature: /^RIFF....WAVE/s, names: /wav/ },
	{
		mimeType: 'audio/mpeg',
		extension: 'mp3',
		signature: /^(ID3|\xff[\xe2-\xff])/,
		names: /mp3|mpeg/,
	},
	{ mimeType: 'audio/ogg', extension: 'ogg', signature: /^OggS/, names: /og[ga]|opus/ },
	{ mimeType: 'audio/flac', extension: 'flac', signature: /^fLaC/, names: /flac/ },
	{ mimeType: 'audio/mp4', extension: 'm4a', signature: /^....ftyp/s, names: /m4a|mp4|aac/ },
	{ mimeType: 'audio/webm', extension: 'webm', signature: /^.E\xdf\xa3/s, names: /webm/ },
	{ mimeType: 'audio/amr', extension: 'amr', signature: /^#!AMR/, names: /amr/ },
];

/** Audio of a format that is not in the list: the server's own words are no part of a file's name or type. */
const UNKNOWN = { mimeType: 'application/octet-stream', extension: 'bin' };

/** What servers send that do not know what a file is. */
const SAYS_NOTHING = /^$|octet-stream|^application\/(x-)?(binary|download)/;

/**
 * Finds out what a downloaded file is: by the file's first bytes, then by the server's Content-Type; where that says
 * nothing, by the extension in its address.
 *
 * @param contentType the header, undefined when missing
 * @param start the first bytes of the file, at least twelve where it has them
 * @param path the path of its address
 * @returns MIME type and file extension, or undefined when it is not audio: a web page, an error in JSON
 */
export function audioType(
	contentType: unknown,
	start: Buffer,
	path: string,
): { mimeType: string; extension: string } | undefined {
	const [declared] = String(contentType ?? '')
		.toLowerCase()
		.split(';');
	const bytes = start.subarray(0, 12).toString('latin1');
	const bySignature = FORMATS.find(({ signature }) => signature.test(bytes));
	if (/^(audio|video)\//.test(declared)) {
		// A log-in page that is declared to be audio is still a page.
		if (/^\s*</.test(bytes)) return undefined;
		const subtype = declared.replace(/^\w+\/(x-|vnd\.)?/, '').trim();
		return bySignature ?? FORMATS.find(({ names }) => names.test(subtype)) ?? UNKNOWN;
	}
	if (bySignature) return bySignature;
	if (!SAYS_NOTHING.test(declared.trim())) return undefined;
	const [, extension] = /\.(\w+)$/.exec(path.toLowerCase()) ?? [];
	return FORMATS.find(({ names }) => extension !== undefined && names.test(extension));
}
