import type { INodeProperties } from 'n8n-workflow';

import { checkOncePer } from '../../fields/oncePer';

/** What a new execution does with rows that an earlier one has sent. */
export const runAgainFields: INodeProperties[] = [
	{
		displayName: 'Once Per',
		name: 'oncePer',
		type: 'string',
		default: '',
		placeholder: 'e.g. order number',
		description:
			'What "each" is in Contact Each Only Once: an expression such as the order number of the row. Leave empty to go by the recipient on this channel.',
		routing: { send: { preSend: [checkOncePer] } },
	},
	{
		displayName: 'When Run Again',
		name: 'whenRunAgain',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Contact Each Only Once',
				value: 'onlyOnce',
				description:
					'Nobody who was contacted by this node is contacted again by any later run. What "each" is, Once Per says.',
			},
			{
				name: 'Go On Where It Stopped',
				value: 'goOn',
				description:
					'After a run that failed, was stopped or was cut off, only those are contacted who were not yet. After a run that ended well, everyone is.',
			},
			{
				name: 'Start Over',
				value: 'startOver',
				description: 'Forget all earlier runs of this node, and contact everyone',
			},
		],
		default: 'goOn',
		description: 'Who is contacted when the workflow is run again with the same rows',
	},
];
