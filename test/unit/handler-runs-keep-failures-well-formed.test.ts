import { HandlerRuns } from '../../src/activities/handler-runs';

/** Half of a pair, as cutting through an emoji leaves it. Temporal's protocol has no such strings, and one of them ends the whole worker. */
const HALF = /\p{Surrogate}/u;
const SMILE = '\u{1f600}';

describe('the failure of a handler has no half characters', () => {
  it.each<[string, unknown]>([
    ['its message has one', new Error(`half of ${SMILE[0]} a face`)],
    ['its message begins with one', new Error(SMILE[1])],
    ['its name has one', Object.assign(new Error('down'), { name: `Face${SMILE[0]}` })],
    ['its message is long, wherever it is cut', new Error(SMILE.repeat(5_000))],
    ['its message is long, and shifted by one', new Error(`x${SMILE.repeat(5_000)}`)],
    ['its name is long', Object.assign(new Error('down'), { name: `x${SMILE.repeat(5_000)}` })],
  ])('when %s', async (_what, thrown) => {
    const outcome = await new HandlerRuns(1).start('id', () => Promise.reject(thrown), 60_000).outcome;
    const { type = '', message = '' } = outcome.ok ? {} : outcome.failure;
    expect(message).not.toMatch(HALF);
    expect(type).not.toMatch(HALF);
  });
});
