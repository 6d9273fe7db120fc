/** Figures and times as a person reads them. */

/** How far this browser's clock is behind the server's, in ms. */
let behindMs = 0;

/** @param {number} serverNow */
export function setClock(serverNow) {
  behindMs = serverNow - Date.now();
}

/** By the server's clock, ms since 1970. */
export const now = () => Date.now() + behindMs;

/**
 * `12 s`, `3 min`, `5 h`, `2 d`.
 * @param {number} ms
 */
export function duration(ms) {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

/**
 * @param {number | undefined} at
 */
export const ago = (at) => (at === undefined ? 'never' : `${duration(now() - at)} ago`);

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** @param {number} at */
export const moment = (at) => TIME.format(at);

/**
 * As many digits as say something.
 * @param {number | null | undefined} value
 */
export function rate(value) {
  if (value === null || value === undefined) return '–';
  if (value === 0) return '0';
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
}

/** @param {number | null | undefined} ms */
export const seconds = (ms) => (ms === null || ms === undefined ? '–' : `${(ms / 1_000).toFixed(1)} s`);

/** @param {number} value */
export const count = (value) => value.toLocaleString('en');
