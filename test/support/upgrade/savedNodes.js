// @ts-check
// What saveWorkflows.js makes in the editor: every operation, filled in the ways that users fill it in. Between them, the nodes of
// an operation have every kind of field, each way of choosing, and what differs from the defaults.
const { DOCUMENTED_ID } = require('../documentedId');

/** @typedef {import('../../browser/support/form').Form} Form */
/** @typedef {{ action: string, fill: (form: Form) => Promise<void> }} SavedNode action: as the nodes panel calls it */

/** The columns that the nodes get. The test puts the ID of a call in the place of CALL_ID. */
const ROW = {
	name: 'Maria',
	phone: '+13035550001',
	phone2: '+13035550002',
	email: 'maria@example.com',
	'Order ID': '00471',
	'Order Amount': 150.75,
	'Active Status': true,
	callId: 'CALL_ID',
};

const CONTACT = 'Contact by call, SMS, WhatsApp or email';

/** @type {SavedNode[]} */
const CALL_NODES = [
	{
		action: CONTACT,
		async fill(form) {
			await form.pickFromList('agentId', 'order', 'Order Desk');
			await form.pickFromList('skillId', 'confirm', 'Order Confirmation');
			await form.drag('name', 'customerName');
			await form.drag('phone', 'customerPhone');
			await form.mapColumns(['Order ID', 'Order Amount', 'Active Status']);
			await form.addCustomField('Source', 'spreadsheet');
			await form.add('Customer Override', 'First Name', 'Language');
			await form.drag('name', 'customerOverride.firstName');
			await form.write('customerOverride.language', 'en-US');
			await form.add('Agent Override', 'Name', 'Voice Stability', 'Initial Message', 'Prompt');
			await form.write('agentOverride.name', 'Ada');
			await form.write('agentOverride.initialMessage', 'Hello {{firstName}}, about {{Order ID}}');
			await form.write('agentOverride.prompt', 'Tell {{firstName}} that it is on its way.');
			await form.add('Agent Override', 'Routing Conditions (JSON)');
			await form.replaceText('agentOverride.routingConditions', '{ "priority": "high" }');
			await form.add('Options', 'Max Concurrent Calls');
			await form.write('options.maxConcurrentCalls', '5');
		},
	},
	{
		action: CONTACT,
		async fill(form) {
			await form.writeId('agentId', DOCUMENTED_ID);
			await form.writeId('skillId', DOCUMENTED_ID);
			await form.choose('channel', 'SMS');
			await form.drag('phone2', 'customerPhone');
			await form.choose('customFieldsMode', 'All Input Columns');
			await form.write('columnsToLeaveOut', 'phone, phone2, callId');
			await form.add('Customer Override', 'Email', 'Last Name', 'Phone Number');
			await form.drag('email', 'customerOverride.email');
			await form.write('customerOverride.lastName', 'Lopez');
			await form.drag('phone2', 'customerOverride.phoneNumber');
			await form.add('Agent Override', 'Image URL', 'Language', 'Phone', 'Voice Speed');
			await form.write('agentOverride.imageURL', 'https://example.com/ada.jpg');
			await form.write('agentOverride.language', 'es-ES');
			await form.write('agentOverride.phone', '+12025550100');
			await form.write('agentOverride.voiceSpeed', '1.25');
			await form.add('Agent Override', 'Initial Message (Expression)', 'Prompt (Expression)');
			await form.express(
				'agentOverride.initialMessageExpression',
				'{{ $json.name }}, [[Order ID]]',
			);
			await form.express('agentOverride.promptExpression', 'Ask {{ $json.name }} for [[email]].');
			await form.turn('simplify', false);
		},
	},
	{
		action: CONTACT,
		async fill(form) {
			await form.pickFromList('agentId', 'order', 'Order Desk');
			await form.pickFromList('skillId', 'confirm', 'Order Confirmation');
			await form.choose('channel', 'Email');
			await form.drag('email', 'customerEmail');
			await form.choose('customFieldsMode', 'JSON');
			await form.express('customFieldsJson', "{{ { 'Order ID': $json['Order ID'] } }}");
		},
	},
	{
		action: 'Get a call with its outcome',
		async fill(form) {
			await form.drag('callId', 'callId');
			await form.turn('simplify', false);
			await form.turn('waitForCompletion', true);
			await form.write('waitLimit', '5');
		},
	},
	{
		action: 'Get a call with its outcome',
		async fill(form) {
			await form.drag('callId', 'callId');
			await form.choose('output', 'One Item per Message');
		},
	},
	{
		action: 'Get many calls',
		async fill(form) {
			await form.write('limit', '1');
			await form.add('Filters', 'Channel', 'Status', 'From Date', 'To Date', 'Sanitised');
			await form.choose('filters.status', 'Completed');
			await form.writeDate('filters.dateFrom', '2020-01-01');
			await form.express('filters.dateTo', "{{ '2099-12-31' }}");
		},
	},
	{
		action: 'Get many calls',
		async fill(form) {
			await form.turn('returnAll', true);
			await form.add('Filters', 'Last Hours');
			await form.write('filters.hrs', '48');
			await form.choose('output', 'One Item per Message');
		},
	},
	{
		action: 'Get the recording of a call',
		async fill(form) {
			await form.drag('callId', 'callId');
			await form.write('binaryPropertyName', 'audio');
			await form.choose('withoutRecording', 'Item Without a File');
		},
	},
	{
		action: 'Update a call',
		async fill(form) {
			await form.drag('callId', 'callId');
			await form.add('Update Fields', 'Agent', 'Note', 'Status');
			await form.pickFromList('agentId', 'order', 'Order Desk');
			await form.write('updateFields.note', 'Called back');
			await form.choose('updateFields.status', 'Resolved');
			await form.turn('simplify', false);
		},
	},
];

/** @type {SavedNode[]} */
const AGENT_NODES = [
	{
		action: 'Create an agent',
		async fill(form) {
			await form.write('name', 'Order Desk 2');
			await form.write('roleText', 'Keeps customers informed');
			await form.write('baseInstructions', 'Say {{firstName}} once.');
			await form.write('language', 'en-US');
			await form.add('Identity', 'Nickname', 'Phone');
			await form.write('identity.nickname', 'Ada');
			await form.write('identity.phone', '+12025550100');
			await form.add('Voice', 'Voice Speed', 'Filler Words');
			await form.write('voice.voiceSpeed', '1.25');
			await form.write('voice.fillerWords', 'um, let me see');
			await form.add('Conversation', 'End Call on Goodbye', 'Allowed Idle Time');
			await form.turn('conversation.endCallOnGoodBye', false);
			await form.add('Model', 'Temperature');
			await form.write('model.temperature', '0.5');
			await form.add('Advanced', 'Capabilities', 'Interaction Settings (JSON)');
			await form.write('advanced.capabilities', 'call, sms');
			await form.replaceText('advanced.interactionSettings', '{ "channel": "call" }');
			await form.turn('simplify', false);
		},
	},
	{
		action: 'Create an agent',
		async fill(form) {
			await form.drag('name', 'name');
			await form.add('Advanced', 'Instructions (Expression)');
			await form.express('advanced.baseInstructionsExpression', '{{ $json.name }}, [[firstName]]');
		},
	},
	{
		action: 'Get an agent with its skills',
		async fill(form) {
			await form.pickFromList('agentId', 'order', 'Order Desk');
		},
	},
	{
		action: 'Get many agents',
		async fill(form) {
			await form.write('limit', '2');
		},
	},
	{
		action: 'Get many agents',
		async fill(form) {
			await form.turn('returnAll', true);
			await form.turn('simplify', false);
		},
	},
];

/** One behind the other. @type {SavedNode[]} */
const TRIGGER_NODES = [
	{
		action: 'On call status changed',
		async fill(form) {
			await form.add('Filters', 'Channels', 'Statuses');
			await form.chooseAll('filters.channels', ['Call', 'SMS']);
			await form.chooseAll('filters.statuses', ['Completed', 'Busy']);
			await form.turn('simplify', false);
		},
	},
	{
		action: CONTACT,
		async fill(form) {
			await form.pickFromList('agentId', 'order', 'Order Desk');
			await form.pickFromList('skillId', 'confirm', 'Order Confirmation');
			await form.choose('channel', 'SMS');
			await form.express('customerPhone', '{{ $json.customerPhone }}');
			await form.choose('customFieldsMode', 'JSON');
			await form.express('customFieldsJson', '{{ { Before: String($json.previousStatus) } }}');
			await form.turn('waitForCompletion', true);
			await form.write('waitLimit', '5');
			await form.add('Options', 'Output');
			await form.choose('options.output', 'One Item per Message');
		},
	},
];

module.exports = { ROW, OPERATION_NODES: [...CALL_NODES, ...AGENT_NODES], TRIGGER_NODES };
