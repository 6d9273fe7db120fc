import fc from 'fast-check';
import { retryWithinDeadline } from '../../src/retry-within-deadline';

type NextCall = Parameters<typeof retryWithinDeadline>[1];
type Call = ReturnType<NextCall>;

/** Of gRPC. */
const UNAVAILABLE = 14;

/** A server that is away, for a call with this deadline: how often it was asked, and when and with what the call ended. */
async function unavailable(
  deadline: number | Date | undefined,
): Promise<{ attempts: number; endedAt: number; code: number }> {
  let attempts = 0;
  const attempt: Partial<Call> = {
    start(_metadata, listener) {
      attempts += 1;
      listener?.onReceiveMessage?.(null);
      listener?.onReceiveStatus?.({ code: UNAVAILABLE, details: 'away', metadata: undefined as never });
    },
    sendMessage() {},
    halfClose() {},
  };
  const options = { method_definition: undefined as never, ...(deadline !== undefined && { deadline }) };
  const call = retryWithinDeadline(options, () => attempt as Call);
  const ended = new Promise<{ code: number }>((resolve) => {
    call.start(undefined as never, { onReceiveStatus: resolve });
  });
  await jest.runAllTimersAsync();
  const { code } = await ended;
  return { attempts, endedAt: Date.now(), code };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

it('whatever is left then, and it is told what was wrong', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30_000 }), async (leftMs) => {
      const deadline = Date.now() + leftMs;
      const { endedAt, code } = await unavailable(deadline);
      expect(endedAt).toBeLessThan(deadline);
      expect(code).toBe(UNAVAILABLE);
    }),
  );
});

/** The client's pauses without their jitter are 170, 289, 491, 835, 1420, 2414 and 4103 ms, and then 5 s. */
it.each([
  [100, 1],
  [200, 2],
  [500, 3],
  [1_000, 4],
  [3_000, 5],
  [9_000, 7],
  [60_000, 10],
])('and until then as often as the client of Temporal does: with %i ms left, %i times', async (leftMs, attempts) => {
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  expect(await unavailable(Date.now() + leftMs)).toMatchObject({ attempts });
  expect(await unavailable(new Date(Date.now() + leftMs))).toMatchObject({ attempts });
});

it('as often as the client does where there is no deadline', async () => {
  expect((await unavailable(undefined)).attempts).toBe(10);
});
