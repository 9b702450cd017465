// @ts-check
const { specialNumbers } = require('../state/specialNumbers');

/** @typedef {{ url: string, username: string, password: string, agents: import('../types').Agent[] }} Described */

/**
 * What a person has to know to use the sandbox, as plain text.
 *
 * @param {Described} sandbox
 */
function indexPage({ url, username, password, agents }) {
	const agent = agents.find((one) => one.active && one.skills?.length);
	const skill = agent?.skills?.[0];
	return `Elemente sandbox: the Elemente API on this machine. No account, no real calls; everything is forgotten at the end.

Enter in n8n, in the credential "Elemente API":
  Base URL   ${url}
  Username   ${username}
  Password   ${password}

To try a call:
  Agent      ${agent?.id}  ${agent?.name}
  Skill      ${skill?.id}  ${skill?.name}
  Phone      any, for instance +12025550111

Watch calls arrive, in a browser:  ${url}
What was really placed, as JSON:   ${url}/sandbox/ledger

Special numbers (or e-mail addresses: the word @example.com); all others are completed:
${specialNumbers.map(({ number, alias, description }) => `  ${number}  ${alias.padEnd(20)}${description}`).join('\n')}
`;
}

module.exports = { indexPage };
