// @ts-check
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// In the browser. Everything that comes from a request is set as text, never as HTML.

/** @typedef {import('./events').Entry} Entry */

/** What the caller of the API was told, where it was not the call. @type {Record<string, string>} */
const told = {
	error: 'The call was placed, but the caller was told of an error.',
	dropped: 'The call was placed, but the answer was cut off.',
	never: 'The call was placed, but no answer was given.',
};

/** @type {Record<string, string>} */
const channelNames = {
	...{ call: 'Call', sms: 'SMS', whatsapp: 'WhatsApp', email: 'E-mail', webchat: 'Web chat' },
};

/** @type {Record<string, string>} what a status looks like */
const looks = {
	...{ queued: 'waiting', open: 'waiting', ringing: 'ringing', processing: 'ringing' },
	...{ 'in-progress': 'talking', ongoing: 'talking' },
	...{ completed: 'good', closed: 'good', close: 'good', resolved: 'good' },
	...{ busy: 'missed', 'no-answer': 'missed', voicemail: 'missed', expired: 'missed' },
	...{ failed: 'bad', canceled: 'bad', refused: 'bad' },
};

/** @template {Element} T @param {string} selector @param {ParentNode} [within] */
function find(selector, within = document) {
	return /** @type {T} */ (within.querySelector(selector));
}

/** @type {HTMLOListElement} */
const list = find('#list');
/** @type {Map<string, HTMLElement>} */
const shown = new Map();
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });

/** @param {Element} element @param {string} text untouched if it is the same, so that nothing selected is lost */
function setText(element, text) {
	if (element.textContent !== text) element.textContent = text;
}

/** @param {number} seconds */
function minutes(seconds) {
	return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;
}

/** @param {HTMLElement} item @param {Entry} entry */
function showCall(item, entry) {
	const { status, again, at, to, name, agent, channel, seconds } = entry;
	const ended = status !== 'refused' && entry.ended && seconds > 0;
	item.dataset.look = looks[status] ?? 'waiting';
	item.dataset.status = status;
	item.classList.toggle('again', again);
	const time = find('time', item);
	time.setAttribute('datetime', new Date(at).toISOString());
	setText(time, clock.format(at));
	setText(find('.to strong', item), to || '(nobody)');
	setText(find('.name', item), name);
	setText(find('.channel', item), channelNames[channel] ?? channel);
	setText(find('.agent', item), agent);
	setText(
		find('.status', item),
		status === 'refused' ? 'not placed' : ended ? `${status} · ${minutes(seconds)}` : status,
	);
	showNote(item, entry);
	showTalk(item, entry);
	showRecording(item, entry);
}

/** @param {HTMLElement} item @param {Entry} entry */
function showNote(item, { status, answered, again }) {
	const refused = status === 'refused' ? `Answered: ${answered}. Nobody was called.` : '';
	const notes = [again ? 'Called more than once.' : '', refused || (told[answered] ?? '')];
	/** @type {HTMLElement} */
	const note = find('.note', item);
	setText(note, notes.filter(Boolean).join(' '));
	note.hidden = note.textContent === '';
}

/** @param {HTMLElement} item @param {Entry} entry */
function showTalk(item, { messages }) {
	/** @type {HTMLDetailsElement} */
	const talk = find('.talk', item);
	talk.hidden = messages.length === 0;
	const lines = find('.lines', item);
	while (lines.children.length > messages.length) lines.lastElementChild?.remove();
	messages.forEach(({ sender, text }, index) => {
		const line = lines.children[index] ?? lines.appendChild(document.createElement('li'));
		line.className = sender === 'agent' ? 'agentSays' : 'customerSays';
		setText(line, text);
	});
	setText(find('.count', item), messages.length === 1 ? '1 line' : `${messages.length} lines`);
	setText(find('.last', item), messages.at(-1)?.text ?? '');
}

/** @param {HTMLElement} item @param {Entry} entry */
function showRecording(item, { recordingUrl, to }) {
	/** @type {HTMLAudioElement} */
	const audio = find('audio', item);
	if (recordingUrl && audio.src !== recordingUrl) {
		audio.src = recordingUrl;
		audio.setAttribute('aria-label', `Recording of the call to ${to}`);
	}
	audio.hidden = !recordingUrl;
}

/** @param {string} id */
function itemOf(id) {
	const known = shown.get(id);
	if (known) return known;
	/** @type {HTMLTemplateElement} */
	const template = find('#call');
	const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
	/** @type {HTMLElement} */
	const item = find('.call', copy);
	shown.set(id, item);
	return item;
}

/** Only new items are moved: one that plays or has the focus would lose it. @param {string[]} ids newest first */
function arrange(ids) {
	const wanted = new Set(ids);
	for (const [id, item] of shown) {
		if (wanted.has(id)) continue;
		item.remove();
		shown.delete(id);
	}
	ids.forEach((id, index) => {
		const item = itemOf(id);
		if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null);
	});
}

/** @param {{ people: number, calls: number, twice: number }} counts */
function showCounts({ people, calls, twice }) {
	setText(find('#people'), people.toLocaleString());
	setText(find('#calls'), calls.toLocaleString());
	setText(find('#twice'), twice.toLocaleString());
	find('#twiceBox').classList.toggle('alarm', twice > 0);
}

/** @param {Record<string, number>} faults how many answers of each kind are still to fail */
function showFaults(faults) {
	const total = Object.values(faults).reduce((sum, count) => sum + count, 0);
	for (const button of document.querySelectorAll('button[data-kind]')) {
		const { kind = '' } = /** @type {HTMLElement} */ (button).dataset;
		/** @type {HTMLElement | null} */
		const badge = button.querySelector('i');
		if (badge) {
			setText(badge, faults[kind] ? `×${faults[kind]}` : '');
			badge.hidden = !faults[kind];
		}
	}
	/** @type {HTMLElement} */
	const normal = find('[data-kind=none]');
	// A button that vanishes must not take the focus with it.
	if (total === 0 && document.activeElement === normal) {
		/** @type {HTMLElement} */ (find('[data-kind]')).focus();
	}
	normal.hidden = total === 0;
	const next = total === 1 ? 'The next answer fails.' : `The next ${total} answers fail.`;
	setText(find('#pending'), total === 0 ? 'All answers are as they should be.' : next);
}

/** @param {string} data */
function showAll(data) {
	const { ids, changed, faults, ...counts } = JSON.parse(data);
	arrange(ids);
	for (const entry of changed) showCall(itemOf(entry.id), entry);
	showCounts(counts);
	showFaults(faults);
	/** @type {HTMLElement} */ (find('#empty')).hidden = ids.length > 0;
	/** @type {HTMLElement} */
	const more = find('#more');
	more.hidden = counts.calls <= ids.length;
	setText(more, `The latest ${ids.length}. The ledger below has all of them.`);
}

/** @param {string} data */
function showAbout(data) {
	const { url, username, password, agent, skill, numbers } = JSON.parse(data);
	const facts = {
		'Base URL': url,
		Username: username,
		Password: password,
		Agent: agent && `${agent.name ?? ''} ${agent.id}`,
		Skill: skill && `${skill.name ?? ''} ${skill.id}`,
	};
	find('#about').replaceChildren(
		...Object.entries(facts).flatMap(([name, value]) => [
			textElement('dt', name),
			textElement('dd', value ?? ''),
		]),
	);
	find('#numbers').replaceChildren(
		...numbers.map((/** @type {{ number: string, description: string }} */ one) => {
			const row = document.createElement('tr');
			row.append(textElement('td', one.number), textElement('td', one.description));
			return row;
		}),
	);
}

/** @param {string} name @param {string} text */
function textElement(name, text) {
	const element = document.createElement(name);
	element.textContent = text;
	return element;
}

/** @param {boolean} live */
function showConnection(live) {
	const connection = find('#connection');
	connection.classList.toggle('live', live);
	setText(connection, live ? 'Live' : 'Not connected');
}

/** @param {string | undefined} kind */
async function askForFault(kind) {
	try {
		const headers = { 'content-type': 'application/json' };
		const body = JSON.stringify({ kind });
		const response = await fetch('/sandbox/faults', { method: 'POST', headers, body });
		const answer = await response.json();
		if (!response.ok) throw new Error(answer.message);
		showFaults(answer);
	} catch (error) {
		setText(find('#pending'), `That did not work: ${String(error)}`);
	}
}

for (const button of document.querySelectorAll('button[data-kind]')) {
	button.addEventListener('click', () => {
		void askForFault(/** @type {HTMLElement} */ (button).dataset.kind);
	});
}
const events = new EventSource('/sandbox/events');
events.addEventListener('open', () => showConnection(true));
// The browser connects again by itself, and is then told everything anew.
events.addEventListener('error', () => showConnection(false));
events.addEventListener('about', ({ data }) => showAbout(data));
events.addEventListener('calls', ({ data }) => showAll(data));

export {};
