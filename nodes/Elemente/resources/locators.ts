import type { INodeProperties } from 'n8n-workflow';

const ID_EXAMPLE = '123e4567-e89b-12d3-a456-426614174000';

/** Chooses an agent: from the list of the account, or by its ID. */
export const agentLocator = locator('Agent', 'agentId', 'searchAgents', 'Choose an agent…');

/** Chooses a skill: from the list of the chosen agent's, or by its ID. */
export const skillLocator: INodeProperties = {
	...locator('Skill', 'skillId', 'searchSkills', 'Choose a skill of the agent…'),
	typeOptions: { loadOptionsDependsOn: ['agentId.value'] },
};

function locator(
	displayName: string,
	name: string,
	searchListMethod: string,
	placeholder: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder,
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: ID_EXAMPLE,
				validation: [
					{
						type: 'regex',
						properties: {
							regex: '^\\s*[^\\s@/]{1,200}\\s*$',
							errorMessage: `An ID is one word without blanks, such as ${ID_EXAMPLE}`,
						},
					},
				],
			},
		],
	};
}
