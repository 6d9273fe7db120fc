/**
 * Waits for an event, wherever it is handled, by looking through the batches of its source: Temporal keeps them for the namespace's retention,
 * so an event that came before the wait began is found as well, and nothing has to be set up, sent or stored for somebody who may wait. The
 * price is a call for every batch: for services and tests, not for a thousand waits at once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { callWithin, NoAnswerError } from '../call-within';
import { WAIT_LOOKBACK_MS, WAIT_PAUSE_INITIAL_MS, WAIT_PAUSE_MAXIMUM_MS, WAIT_TIMEOUT_MS } from '../core/defaults';
import { InvalidInput } from '../core/input';
import { BatchesSince } from './batches-since';
import { EventNotSeenError } from './errors';
import { checkedSource } from './source';
import { predicateOf, type AnyEvent, type WantedEvent } from './wanted';

export interface WaitOptions {
  source: string;
  /**
   * Events of batches that were started before are not looked at; ms since 1970. Best the moment before the task was asked for. Default ten
   * minutes before the call. Every batch since then is read, one call each.
   */
  since?: number | undefined;
  /** Default one minute. */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** What the last look may take beyond the time. */
const LAST_LOOK_MS = 5_000;

/**
 * Resolves with an event of the source that has come in since then or comes in until the time is over; of several with any of them. That a
 * batch has it does not mean that its handler has finished.
 * @throws InvalidInput for wrong arguments, EventNotSeenError when the time is over, the signal's reason when it is aborted, what the
 * predicate throws, and what Temporal's client and the codec throw.
 */
export async function waitFor(
  client: Client,
  wanted: WantedEvent | ((event: AnyEvent) => boolean),
  { source, since = Date.now() - WAIT_LOOKBACK_MS, timeoutMs = WAIT_TIMEOUT_MS, signal }: WaitOptions,
): Promise<AnyEvent> {
  const matches = predicateOf(wanted);
  if (!(timeoutMs > 0 && Number.isFinite(timeoutMs))) throw wrong('timeoutMs', 'a number of ms above 0');
  if (Number.isNaN(new Date(since).getTime())) throw wrong('since', 'a time in ms since 1970');
  const batches = new BatchesSince(client, checkedSource(source), since);
  const endsAt = Date.now() + timeoutMs;
  for (let pauseMs = WAIT_PAUSE_INITIAL_MS; ; pauseMs = Math.min(pauseMs * 1.5, WAIT_PAUSE_MAXIMUM_MS)) {
    signal?.throwIfAborted();
    const found = await look(client, batches, matches, endsAt + LAST_LOOK_MS, signal);
    if (found) return found;
    const leftMs = endsAt - Date.now();
    if (leftMs <= 0) throw new EventNotSeenError(source, timeoutMs, batches.read, since);
    // Rejects when aborted; the reason is thrown above.
    await sleep(Math.min(pauseMs, leftMs), undefined, { signal }).catch(() => {});
  }
}

async function look(
  client: Client,
  batches: BatchesSince,
  matches: (event: AnyEvent) => boolean,
  untilMs: number,
  signal: AbortSignal | undefined,
): Promise<AnyEvent | undefined> {
  const find = (): Promise<AnyEvent | undefined> =>
    callWithin(client, untilMs - Date.now(), () => batches.find(matches));
  try {
    return await (signal ? client.withAbortSignal(signal, find) : find());
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof NoAnswerError) return undefined;
    throw error;
  }
}

const wrong = (field: string, expected: string): InvalidInput => new InvalidInput(`"${field}" must be ${expected}.`);
