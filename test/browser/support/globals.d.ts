import type { Editor } from './editor';
import type { Stage } from './stage';

declare global {
	/** One n8n, sandbox and browser for all browser tests (see environment.js). */
	const stage: Stage;
	/** The editor in a browser profile of this test file's own, logged in. */
	const editor: Editor;
}
