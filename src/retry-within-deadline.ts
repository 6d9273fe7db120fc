import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor, type ConnectionOptions } from '@temporalio/client';

type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];

/**
 * Tries a call of Temporal again as its client does by itself, but begins no pause that ends after the deadline of the call. The client's own
 * pauses know none: a call of at most 3 s took up to 5.6 s while Temporal was away (measured, SDK 1.24), and then said that time had passed
 * rather than what was wrong.
 */
export const retryWithinDeadline: Interceptor = (options, nextCall) => {
  const { retryableDecider, delayFunction } = defaultGrpcRetryOptions();
  const deadline = Number(options.deadline ?? Infinity);
  let pauseMs = 0;
  const retry = makeGrpcRetryInterceptor({
    retryableDecider(attempt, status) {
      pauseMs = delayFunction(attempt, status);
      return retryableDecider(attempt, status) && Date.now() + pauseMs < deadline;
    },
    delayFunction: () => pauseMs,
  });
  return retry(options, nextCall);
};
