/** Whether the clock of this machine is right. The window is counted by it, and VOD refuses signatures that are too old. */
import { randomUUID } from 'node:crypto';
import { DEADLINE_MARGIN_MS } from '../core/defaults';
import { optionalTsToMs } from '@temporalio/common/lib/time';
import { pause } from '../waiting';
import type { SourceContext, TemporalContext } from './context';
import { ok, skipped, textOf, warning, wrong, type Check, type Finding } from './finding';

/** TC3-HMAC-SHA256: a signature is taken for five minutes. Tencent Cloud API, "Signature v3". */
const SIGNATURE_MS = 5 * 60_000;
const ANSWER_TIMEOUT_MS = 5_000;
/** The server refuses shorter long polls. Temporal, `MinLongPollTimeout` is 2 s. */
const POLL_MS = 3_000;

/** How far another clock is ahead of ours, and how far that may be off, in ms. */
interface ClockGap {
  aheadMs: number;
  offByMs: number;
}

/** By the header `Date` of any answer, which tells whole seconds. The SDK of VOD keeps headers to itself. */
export const VOD_CLOCK: Check<SourceContext> = {
  name: 'clock (VOD)',
  look: async ({ source: { endpoint }, now }) => {
    const sentAt = now();
    // Answered whatever it is: only the header counts. It is unsigned and no call of the API.
    const answer = await fetch(endpoint, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    }).catch((error: unknown) => textOf(error));
    if (typeof answer === 'string') return skipped(`${endpoint} does not answer (${answer})`);
    const said = Date.parse(answer.headers.get('date') ?? '');
    if (Number.isNaN(said)) return skipped(`${endpoint} does not tell its time`);
    const roundTripMs = now() - sentAt;
    const gap = { aheadMs: said + 500 - (sentAt + roundTripMs / 2), offByMs: 500 + roundTripMs / 2 };
    return findingOf(gap, 'VOD', 'every call is refused');
  },
};

/**
 * Temporal tells its time nowhere, but when somebody last asked for tasks: so for once somebody does, on a queue that nobody else has.
 */
export const TEMPORAL_CLOCK: Check<TemporalContext> = {
  name: 'clock (Temporal)',
  look: async ({ client, config: { temporal, taskQueue } }) => {
    const { connection, workflowService } = client;
    const { namespace } = temporal;
    const queue = { name: `${taskQueue}/doctor/${randomUUID()}` };
    const enough = new AbortController();
    const sentAt = Date.now();
    let refusal: string | undefined;
    const poll = connection
      .withAbortSignal(enough.signal, () =>
        connection.withDeadline(sentAt + POLL_MS, () =>
          workflowService.pollActivityTaskQueue({ namespace, taskQueue: queue, identity: 'vod-events doctor' }),
        ),
      )
      .catch((error: unknown) => void (refusal = textOf(error)));
    try {
      for (let seenAt = sentAt; seenAt < sentAt + POLL_MS && refusal === undefined; seenAt = Date.now()) {
        const { pollers } = await workflowService.describeTaskQueue({ namespace, taskQueue: queue, taskQueueType: 2 });
        const polledAt = optionalTsToMs(pollers?.[0]?.lastAccessTime);
        // It came in between these two moments of ours.
        if (polledAt !== undefined) {
          const halfMs = (Date.now() - sentAt) / 2;
          return findingOf({ aheadMs: polledAt - (sentAt + halfMs), offByMs: halfMs }, 'Temporal');
        }
        await pause(50);
      }
      return skipped(`the server does not tell its time${refusal === undefined ? '' : ` (${refusal})`}`);
    } finally {
      enough.abort();
      await poll;
    }
  },
};

/** Only what is certain counts: a clock that may be right is. */
function findingOf({ aheadMs, offByMs }: ClockGap, whose: string, refused?: string): Finding {
  const certainMs = Math.max(0, Math.abs(aheadMs) - offByMs);
  const gap = `${(Math.abs(aheadMs) / 1_000).toFixed(1)} s ${aheadMs > 0 ? 'behind' : 'ahead of'} that of ${whose}, give or take ${(offByMs / 1_000).toFixed(1)} s`;
  const found = `the clock of this machine is ${gap}`;
  if (refused !== undefined && certainMs > SIGNATURE_MS)
    return wrong(`${found}: ${refused}`, 'Set the clock of this machine, best by NTP.');
  if (certainMs <= DEADLINE_MARGIN_MS) return ok(found);
  return warning(
    `${found}: more than the ${DEADLINE_MARGIN_MS / 1_000} s that are kept of the window for that`,
    'Set the clock of this machine, best by NTP.',
  );
}
