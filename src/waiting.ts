/** `undefined` when the time is over or the signal aborted first. Leaves neither timer nor listener behind. */
export async function withinMs<T>(promise: Promise<T>, ms: number, signal?: AbortSignal): Promise<T | undefined> {
  const over = timeLimit(ms, signal);
  try {
    return await Promise.race([promise, over.reached]);
  } finally {
    over.end();
  }
}

/** Waits for `ms`, or until the signal is aborted. Never rejects. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms <= 0) return;
  const over = timeLimit(ms, signal);
  await over.reached;
  over.end();
}

/** Resolves once the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/**
 * A signal that is aborted once either is; `end` detaches it. Not `AbortSignal.any`: each use stays registered with a signal that lives as
 * long as the process (measured, Node 20.20).
 */
export function either(one: AbortSignal, other: AbortSignal): { signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const signal of [one, other]) {
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  }
  return {
    signal: controller.signal,
    end: () => [one, other].forEach((signal) => signal.removeEventListener('abort', abort)),
  };
}

/** What many wait for until the same moment: `reached` resolves when the time is over, when the signal is aborted, or at `end`. */
export function timeLimit(ms: number, signal?: AbortSignal): { reached: Promise<undefined>; end(): void } {
  let end = (): void => {};
  const reached = new Promise<undefined>((resolve) => {
    const timer = setTimeout(() => end(), Math.max(0, ms));
    end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve(undefined);
    };
  });
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted) end();
  return { reached, end };
}
