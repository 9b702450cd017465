// Lints a folder by the scanner's own rules and prints its verdict as JSON. A process of its own: the scanner is an ES module, which
// the tests' runner cannot load, and the rules are found from the folder that they are installed in.
import {
	SOURCE_FILE_PATTERNS,
	analyzePackage,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [folder, kind] = process.argv.slice(2);
// As the scanner's main program calls it for the attested sources and for what was published.
const patterns = kind === 'sources' ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json'];
const { passed, message, details } = await analyzePackage(folder, patterns);
console.log(JSON.stringify({ passed, message, details }));
