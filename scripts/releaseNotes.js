// @ts-check

/**
 * The part of a changelog that tells of one version: what stands between its heading (`## 0.2.0`, with or without brackets and a
 * date) and the next one.
 *
 * @param {string} changelog
 * @param {string} version such as "0.2.0"
 * @returns {string | undefined} undefined when there is no such heading, or nothing under it
 */
function releaseNotes(changelog, version) {
	const lines = changelog.split('\n');
	const start = lines.findIndex((line) => /^## /.test(line) && versionIn(line) === version);
	if (start === -1) return undefined;
	const length = lines.slice(start + 1).findIndex((line) => /^## |^\[[^\]]+\]: /.test(line));
	const part = lines.slice(start + 1, length === -1 ? undefined : start + 1 + length);
	return part.join('\n').trim() || undefined;
}

/** @param {string} heading */
function versionIn(heading) {
	return /^## \[?v?(\d+\.\d+\.\d+(?:-[\w.]+)?)\]?(?:\s|$)/.exec(heading)?.[1];
}

module.exports = { releaseNotes };
