import type { INodeProperties } from 'n8n-workflow';

import { sendAs } from '../../fields/send';
import { boolean, decimal, listBy, phone, text } from '../../fields/values';

// The fields of the API reference's Create agent that are not up front, here and in createAdvanced.ts.
// None has a documented range or list of values.

/** Who the agent is. */
export const identity: INodeProperties[] = [
	{
		displayName: 'Agent Type',
		name: 'agentType',
		type: 'string',
		default: 'AI',
		description: 'Kind of agent, for example AI',
		routing: sendAs('agentType', 'Agent Type', text),
	},
	{
		displayName: 'Image URL',
		name: 'imageURL',
		type: 'string',
		placeholder: 'https://example.com/agent.jpg',
		default: '',
		description: "Web address of the agent's picture",
		routing: sendAs('imageURL', 'Image URL', text),
	},
	{
		displayName: 'Job Description',
		name: 'jobDescriptions',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: "What the agent's job is",
		routing: sendAs('jobDescriptions', 'Job Description', text),
	},
	{
		displayName: 'Last Name',
		name: 'lastname',
		type: 'string',
		default: '',
		description: 'Last name of the agent',
		routing: sendAs('lastname', 'Last Name', text),
	},
	{
		displayName: 'Nickname',
		name: 'nickname',
		type: 'string',
		default: '',
		description: 'Nickname of the agent',
		routing: sendAs('nickname', 'Nickname', text),
	},
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		placeholder: '+12025550100',
		default: '',
		description: 'The number that the agent uses, with + and the country code',
		routing: sendAs('phone', 'Phone', phone),
	},
	{
		displayName: 'Workspace',
		name: 'workspace',
		type: 'string',
		default: '',
		description: 'Workspace that the agent belongs to',
		routing: sendAs('workspace', 'Workspace', text),
	},
];

/** How the agent sounds. */
export const voice: INodeProperties[] = [
	{
		displayName: 'Filler Words',
		name: 'fillerWords',
		type: 'string',
		placeholder: 'um, let me see',
		default: '',
		description: 'What the agent says while it thinks, separated by commas or line breaks',
		routing: sendAs('fillerWords', 'Filler Words', listBy(/[,\n]/)),
	},
	{
		displayName: 'Optimize Streaming Latency',
		name: 'optimizeStreamingLatency',
		type: 'number',
		default: 0,
		description: 'How far speech is optimized for a quick answer, as a number',
		routing: sendAs('optimizeStreamingLatency', 'Optimize Streaming Latency', decimal),
	},
	{
		displayName: 'Send Filler Words',
		name: 'sendFillerWords',
		type: 'boolean',
		default: true,
		description: 'Whether the agent says filler words while it thinks',
		routing: sendAs('sendFillerWords', 'Send Filler Words', boolean),
	},
	{
		displayName: 'Voice ID',
		name: 'voiceId',
		type: 'string',
		default: '',
		description: 'ID of the voice',
		routing: sendAs('voiceId', 'Voice ID', text),
	},
	{
		displayName: 'Voice Speed',
		name: 'voiceSpeed',
		type: 'number',
		default: 1,
		description: 'How fast the agent speaks, for example 1.5',
		routing: sendAs('voiceSpeed', 'Voice Speed', decimal),
	},
	{
		displayName: 'Voice Stability',
		name: 'voiceStability',
		type: 'number',
		default: 0.5,
		description: "How steady the agent's voice is, for example 0.5",
		routing: sendAs('voiceStability', 'Voice Stability', decimal),
	},
];

/** How the agent talks. */
export const conversation: INodeProperties[] = [
	{
		displayName: 'Allow Interruption',
		name: 'allowInterruption',
		type: 'boolean',
		default: true,
		description: 'Whether the customer may interrupt the agent',
		routing: sendAs('allowInterruption', 'Allow Interruption', boolean),
	},
	{
		displayName: 'Allowed Idle Time',
		name: 'allowedIdleTime',
		type: 'number',
		default: 10,
		description: 'How long the customer may stay silent, for example 10',
		routing: sendAs('allowedIdleTime', 'Allowed Idle Time', decimal),
	},
	{
		displayName: 'Check Human Presence',
		name: 'checkHumanPresence',
		type: 'boolean',
		default: true,
		description: 'Whether the agent asks if somebody is still there',
		routing: sendAs('checkHumanPresence', 'Check Human Presence', boolean),
	},
	{
		displayName: 'Check Human Presence Count',
		name: 'checkHumanPresenceCount',
		type: 'number',
		default: 5,
		description: 'How often the agent asks if somebody is still there, for example 5',
		routing: sendAs('checkHumanPresenceCount', 'Check Human Presence Count', decimal),
	},
	{
		displayName: 'Cutoff Responses',
		name: 'cutoffResponses',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: 'What the agent says when it is cut off, one on each line',
		routing: sendAs('cutoffResponses', 'Cutoff Responses', listBy(/\n/)),
	},
	{
		displayName: 'Enable Cutoff Responses',
		name: 'enableCutoffResponses',
		type: 'boolean',
		default: true,
		description: 'Whether the agent reacts to being cut off',
		routing: sendAs('enableCutoffResponses', 'Enable Cutoff Responses', boolean),
	},
	{
		displayName: 'End Call on Goodbye',
		name: 'endCallOnGoodBye',
		type: 'boolean',
		default: true,
		description: 'Whether a goodbye ends the call',
		routing: sendAs('endCallOnGoodBye', 'End Call on Goodbye', boolean),
	},
	{
		displayName: 'Functionality',
		name: 'functionality',
		type: 'string',
		default: 'interactive',
		description: 'How the agent works, for example interactive',
		routing: sendAs('functionality', 'Functionality', text),
	},
	{
		displayName: 'Goodbye Phrases',
		name: 'goodByePhrases',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: 'What counts as a goodbye, one on each line',
		routing: sendAs('goodByePhrases', 'Goodbye Phrases', listBy(/\n/)),
	},
	{
		displayName: 'Interruption Sensitivity',
		name: 'interruptionSensitivity',
		type: 'string',
		default: 'high',
		description: 'How easily the agent is interrupted, for example high',
		routing: sendAs('interruptionSensitivity', 'Interruption Sensitivity', text),
	},
	{
		displayName: 'Send Initial Message',
		name: 'sendInitialMessage',
		type: 'boolean',
		default: true,
		description: 'Whether the agent speaks first',
		routing: sendAs('sendInitialMessage', 'Send Initial Message', boolean),
	},
];
