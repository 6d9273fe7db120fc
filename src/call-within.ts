import { isGrpcDeadlineError, type Client } from '@temporalio/client';
import { withinMs } from './waiting';

/** Temporal may still do what it was asked for. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';

  constructor(ms: number) {
    super(`No answer within ${ms / 1_000} s.`);
  }
}

/**
 * A call of Temporal that ends in time over whatever connection. That of a worker takes a deadline for the limit of each of its own tries, and
 * goes on trying: a call of at most 3 s took up to 10 s while Temporal was away (measured, SDK 1.24), and one that is throttled takes longer.
 * @throws NoAnswerError when the time is over, and what the call throws
 */
export async function callWithin<T>(client: Client, ms: number, call: () => Promise<T>): Promise<T> {
  const answer = client.withDeadline(Date.now() + ms, call).then((value) => ({ value }));
  try {
    const inTime = await withinMs(answer, ms);
    if (inTime) return inTime.value;
  } catch (error) {
    if (!isGrpcDeadlineError(error)) throw error;
  }
  throw new NoAnswerError(ms);
}
