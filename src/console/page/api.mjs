/**
 * Calls to the console's server. The token comes in the fragment of the address, which no browser sends to anybody, and goes in a header: a page
 * of somebody else could make this browser send a cookie, and cannot make it send that.
 *
 * @typedef {import('../views').StateView} StateView
 * @typedef {import('../views').EventsView} EventsView
 * @typedef {import('../../client').ShownEvent} ShownEvent
 */

const TOKEN = 'vod-events-token';

/** A call that was refused, or that did not come through; then its code is `unreachable`. */
export class CallError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Keeps the token for this tab, and out of the address bar. */
export function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token === null) return;
  sessionStorage.setItem(TOKEN, token);
  history.replaceState(null, '', location.pathname);
}

/**
 * @param {number} after
 * @returns {Promise<StateView>}
 */
export const fetchState = (after) => call(`/api/state?after=${after}`);

/** @returns {Promise<EventsView>} */
export const fetchEvents = () => call('/api/events');

/**
 * With its payload.
 * @param {{ source: string, key: string }} identity
 * @returns {Promise<ShownEvent>}
 */
export const fetchEvent = ({ source, key }) => call(`/api/event?${new URLSearchParams({ source, key })}`);

/**
 * @param {'retry' | 'discard'} what
 * @param {{ source: string, key: string, reason?: string }} event
 * @returns {Promise<void>}
 */
export async function decide(what, event) {
  const headers = { 'content-type': 'application/json' };
  await call(`/api/event/${what}`, { method: 'POST', headers, body: JSON.stringify(event) });
}

/** A call that takes longer has failed: Temporal has five seconds, a worker that is asked for a payload ten. */
const TIMEOUT_MS = 20_000;

/**
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<any>}
 */
async function call(path, init = {}) {
  const headers = { ...init.headers, authorization: `Bearer ${sessionStorage.getItem(TOKEN) ?? ''}` };
  const response = await fetch(path, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(() => {
    throw new CallError('unreachable', 'The console itself does not answer. Is "vod-events console" still running?');
  });
  if (response.status === 204) return undefined;
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  throw new CallError(body.code ?? 'unreachable', body.message ?? `The console answered with ${response.status}.`);
}
