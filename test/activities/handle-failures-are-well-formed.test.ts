import { applicationFailureOf, inFakeTime } from './support';
import { handling } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Half of a pair. Temporal's protocol has no such strings, and one of them ends the whole worker. */
const HALF = /\p{Surrogate}/u;

it('a failure that came with the input is passed on without half characters', async () => {
  const { handle } = handling({ PullComplete: { handler: () => {}, retry: { maximumAttempts: 3 } } });
  const failure = { type: 'T\ud83d', message: 'half of \ude00', at: 1 };
  const parked = await inFakeTime(applicationFailureOf(handle({ tries: 3, failure })));
  expect(parked.message).not.toMatch(HALF);
  expect(parked.type).not.toMatch(HALF);
});
