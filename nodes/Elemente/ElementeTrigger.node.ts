import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { STATUSES } from './api/statuses';
import { CHANNELS } from './api/channels';
import { simplifyField } from './resources/sharedFields';
import { pollCalls } from './trigger/pollCalls';

export class ElementeTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Elemente Trigger',
		name: 'elementeTrigger',
		icon: { light: 'file:../../icons/elemente.svg', dark: 'file:../../icons/elemente.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"] === "callEnded" ? "Call Ended" : "Call Status Changed" }}',
		// n8n's nodes panel shows this beside the name Elemente, for both nodes: so it names the channels as well.
		description:
			"Starts the workflow when an Elemente AI agent's call, SMS, WhatsApp, email or web chat has ended or changed its status",
		defaults: { name: 'Elemente Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'elementeApi', required: true }],
		properties: [
			{
				displayName: 'Event',
				name: 'event',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Call Ended',
						value: 'callEnded',
						description: 'Once for each call, on any channel, when nothing more happens to it',
					},
					{
						name: 'Call Status Changed',
						value: 'statusChanged',
						description:
							'When a call is new or has another status than at the last poll. What changes back and forth between two polls is not seen.',
					},
				],
				default: 'callEnded',
				description: 'What starts the workflow',
			},
			{
				displayName: 'Filters',
				name: 'filters',
				type: 'collection',
				placeholder: 'Add Filter',
				default: {},
				options: [
					{
						displayName: 'Channels',
						name: 'channels',
						type: 'multiOptions',
						options: [...CHANNELS],
						default: [],
						description: 'Only calls on these channels; all when none is chosen',
					},
					{
						displayName: 'Statuses',
						name: 'statuses',
						type: 'multiOptions',
						options: [...STATUSES],
						default: [],
						description: 'Only calls that now have one of these statuses; all when none is chosen',
					},
				],
			},
			simplifyField,
		],
	};

	poll = pollCalls;
}
