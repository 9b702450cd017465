import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { STATUSES } from './api/statuses';
import { CHANNELS } from './api/channels';
import { simplifyField } from './resources/sharedFields';
import { pollCalls } from './trigger/pollCalls';
import { MOST_STUCK_HOURS } from './trigger/stuck';

export class ElementeTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Elemente Trigger',
		name: 'elementeTrigger',
		icon: { light: 'file:../../icons/elemente.svg', dark: 'file:../../icons/elemente.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ { callEnded: "Call Ended", statusChanged: "Call Status Changed", callStuck: "Call Stuck" }[$parameter["event"]] }}',
		// n8n's nodes panel shows this beside the name Elemente, for both nodes: so it says what both do.
		description:
			'Have Elemente AI agents contact customers by call, SMS, WhatsApp, email or web chat, and start workflows when a call has ended',
		builderHint: {
			searchHint:
				'Polls for calls (on any channel) that have ended, changed their status or are stuck. To follow up on the outcome of one list, waitForCompletion of the node Elemente is simpler.',
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-elemente.elemente',
					relationHint: 'Contacts customers, and looks up calls and their recordings',
				},
			],
		},
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
					{
						name: 'Call Stuck',
						value: 'callStuck',
						description:
							'Once for each call that has not ended after so many hours, whatever open status it has',
					},
				],
				default: 'callEnded',
				description: 'What starts the workflow',
			},
			{
				displayName: 'Hours',
				name: 'hours',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: MOST_STUCK_HOURS, numberPrecision: 0 },
				default: 24,
				displayOptions: { show: { event: ['callStuck'] } },
				description:
					'After how many hours without a final status a call counts as stuck: 1 to 480. What is stuck already when the workflow is activated does not start it.',
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
