import type { Span } from '../tracing/tracing';
import { VodCallAbortedError, VodCallError } from '../vod/errors';

/** A call to VOD as the work of a span, whose trace id it is to send along. Ends the span only when the call fails. */
export async function tracedCall<T>(span: Span, call: (traceId: string | undefined) => Promise<T>): Promise<T> {
  try {
    return await span.within(() => call(span.traceId));
  } catch (error) {
    if (error instanceof VodCallError) {
      const { code, requestId, errorClass } = error;
      span.fail(code ?? errorClass, { code, requestId });
    } else {
      span.fail(error instanceof VodCallAbortedError ? 'Aborted' : 'Bug');
    }
    throw error;
  }
}
