// @ts-check
/**
 * The shapes that several files of the sandbox share. Types only: the API's own come from the specification.
 *
 * @typedef {import('./openapi.d').Agent} Agent
 * @typedef {import('./openapi.d').Skill} Skill
 * @typedef {import('./openapi.d').Call} Call
 * @typedef {import('./openapi.d').CallStatus} CallStatus
 * @typedef {import('./openapi.d').Channel} Channel
 * @typedef {import('./openapi.d').CreateCallRequest} CreateCallRequest
 * @typedef {import('./openapi.d').UpdateCallRequest} UpdateCallRequest
 * @typedef {import('./openapi.d').CreateAgentRequest} CreateAgentRequest
 *
 * @typedef {import('express').Request} Request
 * @typedef {(request: Request, response: import('express').Response, next: import('express').NextFunction) => void} Handler
 * @typedef {(request: Request, response: import('express').Response, next: import('express').NextFunction) => Promise<void>} AsyncHandler
 *
 * @typedef {'completed' | 'busy' | 'no-answer' | 'voicemail' | 'failed' | 'canceled' | 'endless'} Outcome
 *   How a call ends. `endless`: it never does.
 * @typedef {'wav' | 'gone' | 'html'} RecordingKind
 *   What the recording's address serves: a playable file, 404, or a web page.
 *
 * @typedef {object} Fault
 * @property {string} name What it is, for people
 * @property {number} [status] HTTP status to answer with; 200 if there is only a body or headers
 * @property {Record<string, string>} [headers] Headers of the answer
 * @property {unknown} [body] Body of the answer: an object is sent as JSON, a string as it is, nothing if absent
 * @property {boolean} [place] Whether the call is placed before the fault happens
 * @property {boolean} [drop] Whether the connection is broken instead of answering
 * @property {boolean} [hang] Whether no answer ever comes
 * @property {number} [delayMs] How long to wait first, in real milliseconds
 *
 * @typedef {object} ReceivedRequest
 * @property {number} at When it arrived (ms since 1970)
 * @property {string} method
 * @property {string} path Without the query
 * @property {Record<string, unknown>} query
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {any} body The parsed JSON; undefined when there was none
 *
 * @typedef {object} PlacedCall
 * @property {string} id
 * @property {number} placedAt When it was placed (ms since 1970)
 * @property {string} to Phone number or e-mail address; empty when there was none
 * @property {CreateCallRequest} body The request that placed it
 * @property {'ok' | 'error' | 'dropped' | 'never'} answered What the caller of the API was told: the call, something
 *   else, nothing because the connection broke, or nothing (yet)
 *
 * @typedef {object} CreateReport One create request, for whoever watches
 * @property {Channel} channel
 * @property {string} to
 * @property {string | null} id Null when no call was placed
 * @property {string} result What became of it, for people
 *
 * @typedef {CreateReport & { at: number, number: number }} KeptReport at: ms since 1970; number: another for each
 */

module.exports = {};
