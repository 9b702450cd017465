// @ts-check
// Loaded into n8n before n8n itself, which answers under any name: a page of another site, whose name server says that it is this
// machine, could talk to it. What is refused here never reaches n8n.
const { Server } = require('node:http');
const { isOwnHost } = require('../../sandbox/listen');

/** The events with which a server hands over a request. */
const ARRIVALS = ['request', 'upgrade', 'connect', 'checkContinue', 'checkExpectation'];
const REFUSAL = 'Only under a name of this machine, such as localhost\n';
const { emit } = Server.prototype;

/**
 * @this {import('node:http').Server}
 * @param {any} event
 * @param {any[]} args the request; then its response, or its socket
 */
Server.prototype.emit = function (event, ...args) {
	const [request, answer] = args;
	if (!ARRIVALS.includes(event) || isOwnHost(request.headers.host ?? '', '127.0.0.1'))
		return Reflect.apply(emit, this, [event, ...args]);
	request.resume?.();
	if (typeof answer.writeHead === 'function') answer.writeHead(403).end(REFUSAL);
	else answer.destroy();
	return true;
};
