import { InvalidInput, parseEventInput } from '../../src/core/input';

/** Half of a pair. Temporal's protocol has no such strings, and a short one of them ends the whole worker that sends it. */
const HALF = /\p{Surrogate}/u;
const right = { version: 1, source: 'default', key: 'a-key', event: {} };

it.each([
  ['home', { home: 'queue/home/\ud83d' }],
  ['type of the failure', { failure: { type: '\ude00', message: 'm', at: 1 } }],
  ['message of the failure', { failure: { type: 'T', message: 'half \ud83d', at: 1 } }],
])('half characters in the %s of an event’s input are refused or replaced', (_what, wrong) => {
  try {
    const { home = '', failure = { type: '', message: '' } } = parseEventInput({ ...right, ...wrong });
    for (const text of [home, failure.type, failure.message]) expect(text).not.toMatch(HALF);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
  }
});
