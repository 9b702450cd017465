/**
 * The Elemente API's types, generated from sandbox/openapi.yaml by `node scripts/generateTypes.js`.
 * Change the specification, not this file. It holds types only and is checked by no build of the package.
 */

export interface paths {
	'/api/v1/calls': {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/**
		 * Look up calls
		 * @description No paging is documented.
		 */
		get: operations['getCalls'];
		put?: never;
		/**
		 * Start an interaction with a customer
		 * @description "Call" is the word for an interaction on any channel.
		 */
		post: operations['createCall'];
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
	'/api/v1/calls/{id}': {
		parameters: {
			query?: never;
			header?: never;
			path: {
				/** @description The call's ID */
				id: components['parameters']['CallId'];
			};
			cookie?: never;
		};
		/** Get one call */
		get: operations['getCall'];
		/** Change a call */
		put: operations['updateCall'];
		post?: never;
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
	'/api/v1/agents': {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		/** List agents */
		get: operations['getAgents'];
		put?: never;
		/** Create an agent */
		post: operations['createAgent'];
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
	'/api/v1/agents/{id}': {
		parameters: {
			query?: never;
			header?: never;
			path: {
				/** @description The agent's ID */
				id: string;
			};
			cookie?: never;
		};
		/**
		 * Get one agent
		 * @description The agent's `skills` are the only documented way to list skills.
		 */
		get: operations['getAgent'];
		put?: never;
		post?: never;
		delete?: never;
		options?: never;
		head?: never;
		patch?: never;
		trace?: never;
	};
}
export type webhooks = Record<string, never>;
export interface components {
	schemas: {
		/**
		 * @description How the customer is contacted
		 * @enum {string}
		 */
		Channel: 'call' | 'sms' | 'whatsapp' | 'email' | 'webchat';
		/**
		 * @description The known statuses of a call
		 * @enum {string}
		 */
		CallStatus:
			| 'failed'
			| 'voicemail'
			| 'ringing'
			| 'answer'
			| 'completed'
			| 'busy'
			| 'open'
			| 'close'
			| 'closed'
			| 'resolved'
			| 'no-answer'
			| 'canceled'
			| 'in-progress'
			| 'ongoing'
			| 'pending'
			| 'stalled'
			| 'expired'
			| 'processing'
			| 'queued';
		DateRange: {
			/**
			 * @description First day
			 * @example 2022-01-01
			 */
			from?: string;
			/**
			 * @description Last day
			 * @example 2022-01-31
			 */
			to?: string;
		};
		CreateCallRequest: {
			/**
			 * @description ID of the agent that contacts the customer
			 * @example 123e4567-e89b-12d3-a456-426614174000
			 */
			agentId: string;
			agentOverride?: components['schemas']['AgentOverride'];
			channel: components['schemas']['Channel'];
			/**
			 * @description ID of the skill the agent uses
			 * @example 123e4567-e89b-12d3-a456-426614174000
			 */
			skillId: string;
			customerOverride: components['schemas']['CustomerOverride'];
			/**
			 * @description Name of the customer, to create a new one
			 * @example John Does
			 */
			customerName?: string;
			/**
			 * @description Phone number of the customer, to create a new one
			 * @example +1234567890
			 */
			customerPhone?: string;
			/**
			 * @description E-mail address of the customer, to create a new one
			 * @example customer@email.com
			 */
			customerEmail?: string;
		};
		/** @description Data about the customer for this interaction only; may be empty */
		CustomerOverride: {
			/**
			 * @description First name of the customer
			 * @example John
			 */
			firstName?: string;
			/**
			 * @description Last name of the customer
			 * @example Doe
			 */
			lastName?: string;
			/**
			 * @description Phone number of the customer
			 * @example +1234567890
			 */
			phoneNumber?: string;
			/**
			 * @description E-mail address of the customer
			 * @example admin@email.com
			 */
			email?: string;
			/**
			 * @description Language of the customer
			 * @example en-US
			 */
			language?: string;
			/** @description Data that the agent's texts can use by name */
			customFields?: components['schemas']['CustomField'][];
		};
		CustomField: {
			/**
			 * @description Name of the field, as used between double braces in the agent's texts
			 * @example Order ID
			 */
			name: string;
			/**
			 * @description Value of the field; its type is significant
			 * @example 12345
			 * @example 150.75
			 * @example true
			 */
			value: string | number | boolean;
		};
		/** @description Settings of the agent for this interaction only */
		AgentOverride: {
			/**
			 * @description Name the agent goes by
			 * @example John Doe
			 */
			name?: string;
			/**
			 * @description Phone number the agent uses
			 * @example +12673624524
			 */
			phone?: string;
			/**
			 * @description Address of the agent's picture
			 * @example https://example.com/image.jpg
			 */
			imageURL?: string;
			/**
			 * @description Language the agent speaks
			 * @example en-US
			 */
			language?: string;
			/**
			 * @description Stability of the voice; the range is not documented
			 * @example 0.5
			 */
			voiceStability?: number;
			/**
			 * @description Speed of the voice; the range is not documented
			 * @example 1.5
			 */
			voiceSpeed?: number;
			prompt?: components['schemas']['PromptOverride'];
		};
		/** @description What the agent says and does in this interaction */
		PromptOverride: {
			/**
			 * @description The agent's first words, a template whose placeholders Elemente fills in
			 * @example Hello {{firstName}}, My name is {{aiName}}. I am calling you about your order ID {{Order ID}}
			 */
			initialMessage?: string;
			/**
			 * @description The agent's instructions, a template whose placeholders Elemente fills in
			 * @example Your sponsibility is to notify the customer: {{firstName}} about his  order ID {{Order ID}} and the total cost  of {{Order Amount}}  with delivery date {{Delivery Date}}. That is all
			 */
			prompt?: string;
			/**
			 * @description Free object with conditions for routing
			 * @example {
			 *       "priority": "high"
			 *     }
			 */
			routingConditions?: {
				[key: string]: unknown;
			};
		};
		/** @description Which fields are required is not documented */
		UpdateCallRequest: {
			/**
			 * @description ID of the agent that takes over the call
			 * @example 123e4567-e89b-12d3-a456-426614174000
			 */
			agentId?: string;
			status?: components['schemas']['CallStatus'];
			/**
			 * @description Note about the call
			 * @example This call need a follow up
			 */
			note?: string;
		};
		Call: {
			/** @description ID of the interaction */
			id: string;
			/**
			 * @description What has become of the call; CallStatus has the known values
			 * @example in-progress
			 */
			status: string;
			/** @description Phone number the agent uses */
			agentPhone: string;
			/** @description E-mail address the agent uses */
			agentEmail: string;
			/** @description Phone number of the customer */
			customerPhone: string;
			/** @description E-mail address of the customer */
			customerEmail: string;
			/** @description ID of the agent */
			agentId: string;
			/** @description ID of the customer */
			customerId: string;
			/** @description ID of the skill */
			skillId: string;
			/** @description Name of the customer */
			customerName: string;
			/** @description What was said; grows as the interaction goes on */
			transcription: string;
			/**
			 * @description Address of the recording, on another host than the API's
			 * @example https://example.com/recording.wav
			 */
			recordingUrl: string;
			/** @description The messages; declared to be texts, but the documented example holds objects */
			messages: (components['schemas']['Message'] | string)[];
			/**
			 * @description Length in seconds; declared to be a number, but the documented example is a text
			 * @example 7200
			 */
			duration: number | string;
		};
		Message: {
			/** @description ID of the message */
			sid?: string;
			/** @description When it was sent (ISO 8601) */
			timestamp?: string;
			/** @description Who sent it */
			sender?: string;
			/** @description What it says */
			content?: string;
			/** @description Address of a picture or file sent with it */
			mediaUrl?: string;
			/** @description What has become of the message */
			status?: string;
		};
		/** @description Every field but the ID may be null */
		Agent: {
			/** @description ID of the agent */
			id: string;
			/** @description Name of the agent */
			name?: string | null;
			/** @description E-mail address the agent uses */
			email?: string | null;
			/** @description Language the agent speaks */
			language?: string | null;
			/** @description Whether the agent can be used */
			active?: boolean | null;
			/** @description Speed of the voice */
			voiceSpeed?: number | null;
			/** @description ID of the voice */
			voiceId?: string | null;
			/** @description What the agent can do */
			capabilities?: string[] | null;
			/** @description What the agent's job is; the type is not documented */
			jobDescriptions?: unknown;
			/** @description The agent's role */
			roleText?: string | null;
			/** @description What the agent can set off */
			actions?: components['schemas']['AgentAction'][] | null;
			/** @description The skills the agent has */
			skills?: components['schemas']['Skill'][] | null;
			/** @description Phone number the agent uses */
			phone?: string | null;
			/** @description When the agent was last changed (ISO 8601) */
			updatedAt?: string | null;
			/** @description When the agent was created (ISO 8601) */
			createdAt?: string | null;
		};
		AgentAction: {
			/** @description ID of the action */
			id?: string | null;
			/** @description Name of the action */
			name?: string | null;
			/** @description What is done; the type is not documented */
			action?: unknown;
			/** @description What it is done with; the type is not documented */
			parameters?: unknown;
		};
		Skill: {
			/** @description ID of the skill */
			id?: string | null;
			/** @description Name of the skill */
			name?: string | null;
			/** @description What the skill is for */
			description?: string | null;
			/** @description Language of the skill */
			language?: string | null;
			/** @description Whether the skill can be used */
			active?: boolean | null;
		};
		/** @description Which fields are required is not documented */
		CreateAgentRequest: {
			/**
			 * @description Kind of agent
			 * @example AI
			 */
			agentType?: string;
			/** @description Name of the agent */
			name?: string;
			/** @description Nickname of the agent */
			nickname?: string;
			/** @description Last name of the agent */
			lastname?: string;
			/** @description The agent's role */
			roleText?: string;
			/** @description What the agent's job is; the type is not documented */
			jobDescriptions?: string | unknown[];
			/** @description Instructions the agent always follows */
			baseInstructions?: string;
			/** @description What the agent can do */
			capabilities?: string[];
			/**
			 * @description What the agent does when it is contacted
			 * @example answer
			 */
			inboundCapability?: string;
			/**
			 * @description How freely the model words its answers, as a text
			 * @example 0.7
			 */
			temperature?: string;
			/**
			 * @description Who provides the language model
			 * @example OpenAI
			 */
			modelProvider?: string;
			/**
			 * @description The language model
			 * @example gpt-4o
			 */
			modelName?: string;
			/** @description What the agent can set off; the type of an entry is not documented */
			actions?: unknown[];
			/** @description What the agent can set off at any time; the type is not documented */
			globalActions?: unknown[] | Record<string, never>;
			/** @description How the agent qualifies leads; the type is not documented */
			leadQualification?: boolean | string | unknown[] | Record<string, never>;
			/** @description ID of the agent's skill */
			skillId?: string;
			/** @description The agent's skills; the type of an entry is not documented */
			skills?: unknown[];
			/** @description Language the agent speaks */
			language?: string;
			/** @description ID of the voice */
			voiceId?: string;
			/** @description Stability of the voice; the range is not documented */
			voiceStability?: number;
			/** @description Speed of the voice; the range is not documented */
			voiceSpeed?: number;
			/** @description How far speech is optimised for a quick answer; the type is not documented */
			optimizeStreamingLatency?: number | string | boolean;
			/** @description Whether the agent says filler words while it thinks */
			sendFillerWords?: boolean;
			/** @description The filler words; the type is not documented */
			fillerWords?: unknown[] | string;
			/** @description Whether the agent speaks first */
			sendInitialMessage?: boolean;
			/** @description Whether the agent reacts to being cut off */
			enableCutoffResponses?: boolean;
			/** @description What the agent says when it is cut off; the type is not documented */
			cutoffResponses?: unknown[] | string;
			/** @description Whether a good-bye ends the call */
			endCallOnGoodBye?: boolean;
			/** @description What counts as a good-bye; the type is not documented */
			goodByePhrases?: unknown[] | string;
			/**
			 * @description How long the customer may stay silent
			 * @example 10
			 */
			allowedIdleTime?: number;
			/** @description Whether the agent asks if somebody is still there */
			checkHumanPresence?: boolean;
			/**
			 * @description How often the agent asks if somebody is still there
			 * @example 5
			 */
			checkHumanPresenceCount?: number;
			/** @description Whether the customer may interrupt the agent */
			allowInterruption?: boolean;
			/**
			 * @description How easily the agent is interrupted
			 * @example high
			 */
			interruptionSensitivity?: string;
			/**
			 * @description How the agent works
			 * @example interactive
			 */
			functionality?: string;
			interactionSettings?: components['schemas']['InteractionSettings'];
			/** @description Address of the agent's picture */
			imageURL?: string;
			/** @description Phone number the agent uses */
			phone?: string;
			/** @description Whether the agent can be contacted */
			isInbound?: boolean;
			/** @description Workspace the agent belongs to */
			workspace?: string;
		};
		/** @description How the agent takes part in interactions; the types of its fields are not documented */
		InteractionSettings: {
			/** @description Channel the settings are for; the type is not documented */
			channel?: unknown;
			/** @description Direction the settings are for; the type is not documented */
			direction?: unknown;
			/** @description Settings when the customer starts; the type is not documented */
			inbound?: unknown;
			/** @description Settings when the agent starts; the type is not documented */
			outbound?: unknown;
		};
		/** @description Not documented; the names are those that are known to be used */
		Error:
			| {
					/** @description What went wrong, or a list of what went wrong */
					message?: string | unknown[];
					/** @description Kind of error, or the error itself */
					error?: string | Record<string, never>;
					/** @description HTTP status */
					statusCode?: number;
			  }
			| string
			| null;
	};
	responses: {
		/** @description Not documented. JSON of any shape, plain text, HTML from a proxy, or nothing. */
		Error: {
			headers: {
				[name: string]: unknown;
			};
			content: {
				'application/json': components['schemas']['Error'];
				'text/plain': string;
				'text/html': string;
			};
		};
	};
	parameters: {
		/** @description The call's ID */
		CallId: string;
	};
	requestBodies: never;
	headers: never;
	pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
	getCalls: {
		parameters: {
			query?: {
				/** @description Only calls made between these two days. How the object is written in the query is not documented. */
				dateRange?: components['schemas']['DateRange'];
				/** @description Only calls made in the last so many hours */
				hrs?: number;
				/** @description Only calls with this status */
				status?: components['schemas']['CallStatus'];
				/** @description Only calls on this channel */
				channel?: components['schemas']['Channel'];
				/** @description Whether personal data is left out of the answer */
				sanitised?: string;
			};
			header?: never;
			path?: never;
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/**
			 * @description The calls. The documented example is one call object, so an object, an array, and an array wrapped in an
			 *     object are all to be expected.
			 */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json':
						| components['schemas']['Call'][]
						| components['schemas']['Call']
						| {
								[key: string]: components['schemas']['Call'][];
						  };
				};
			};
			default: components['responses']['Error'];
		};
	};
	createCall: {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		requestBody: {
			content: {
				'application/json': components['schemas']['CreateCallRequest'];
			};
		};
		responses: {
			/** @description The call that was started */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Call'];
				};
			};
			default: components['responses']['Error'];
		};
	};
	getCall: {
		parameters: {
			query?: never;
			header?: never;
			path: {
				/** @description The call's ID */
				id: components['parameters']['CallId'];
			};
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/** @description The call as it is now */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Call'];
				};
			};
			default: components['responses']['Error'];
		};
	};
	updateCall: {
		parameters: {
			query?: never;
			header?: never;
			path: {
				/** @description The call's ID */
				id: components['parameters']['CallId'];
			};
			cookie?: never;
		};
		requestBody: {
			content: {
				'application/json': components['schemas']['UpdateCallRequest'];
			};
		};
		responses: {
			/** @description The call after the change */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Call'];
				};
			};
			default: components['responses']['Error'];
		};
	};
	getAgents: {
		parameters: {
			query?: {
				/** @description Number of the page */
				page?: number;
				/** @description How many agents a page holds */
				limit?: number;
			};
			header?: never;
			path?: never;
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/** @description One page of agents */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Agent'][];
				};
			};
			default: components['responses']['Error'];
		};
	};
	createAgent: {
		parameters: {
			query?: never;
			header?: never;
			path?: never;
			cookie?: never;
		};
		requestBody: {
			content: {
				'application/json': components['schemas']['CreateAgentRequest'];
			};
		};
		responses: {
			/** @description The agent that was created */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Agent'];
				};
			};
			default: components['responses']['Error'];
		};
	};
	getAgent: {
		parameters: {
			query?: never;
			header?: never;
			path: {
				/** @description The agent's ID */
				id: string;
			};
			cookie?: never;
		};
		requestBody?: never;
		responses: {
			/** @description The agent */
			200: {
				headers: {
					[name: string]: unknown;
				};
				content: {
					'application/json': components['schemas']['Agent'];
				};
			};
			default: components['responses']['Error'];
		};
	};
}

export type CreateCallRequest = components['schemas']['CreateCallRequest'];
export type CustomerOverride = components['schemas']['CustomerOverride'];
export type CustomField = components['schemas']['CustomField'];
export type AgentOverride = components['schemas']['AgentOverride'];
export type PromptOverride = components['schemas']['PromptOverride'];
export type Channel = components['schemas']['Channel'];
export type CallStatus = components['schemas']['CallStatus'];
export type DateRange = components['schemas']['DateRange'];
export type UpdateCallRequest = components['schemas']['UpdateCallRequest'];
export type Call = components['schemas']['Call'];
export type Message = components['schemas']['Message'];
export type Agent = components['schemas']['Agent'];
export type Skill = components['schemas']['Skill'];
export type CreateAgentRequest = components['schemas']['CreateAgentRequest'];
