// What people read is not changed: that a text says something else is seen by those who read it, and the tests of the
// description (test/engine/conformance) hold each of them against its rules. So a literal with a space between words, and what
// stands under a name of n8n's descriptions, stays as it is. What is worked out within a text is changed.
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** Of n8n's descriptions of parameters. */
const DESCRIBING = new Set([
	...[
		'displayName',
		'description',
		'hint',
		'placeholder',
		'action',
		'subtitle',
		'documentationUrl',
	],
]);

const SENTENCE = /\S \S/;

/** @param {any} node @returns {boolean} nothing within it can be changed in a way that matters but the words */
function isPlain(node) {
	if (node.type === 'MemberExpression') return isPlain(node.object) && !node.optional;
	if (node.type === 'CallExpression') {
		return isPlain(node.callee) && node.arguments.every(isPlain);
	}
	return node.type === 'Identifier' || node.type === 'ThisExpression';
}

/** @param {any} node @returns {boolean} */
function isText(node) {
	if (node.type === 'StringLiteral') return SENTENCE.test(node.value);
	return (
		node.type === 'TemplateLiteral' &&
		node.quasis.some(({ value }) => SENTENCE.test(value.raw)) &&
		node.expressions.every(isPlain)
	);
}

const texts = {
	shouldIgnore({ node, parent }) {
		const isDescribing =
			parent?.type === 'ObjectProperty' &&
			parent.value === node &&
			DESCRIBING.has(parent.key.name) &&
			['StringLiteral', 'TemplateLiteral'].includes(node.type);
		return isText(node) || isDescribing ? 'A text for people' : undefined;
	},
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'texts', texts)];
