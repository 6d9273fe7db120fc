/** What the poller of a source says, and whether it can be read: what is known of the flow of events without taking one. */
import { isCodecError } from '../codec/errors';
import { metadataText } from '../codec/payload-bytes';
import { PollerNotRunningError } from '../client/errors';
import type { PollerView } from '../client/poller';
import { pollerId } from '../core/contract';
import { assertReadable } from '../worker/assert-readable';
import { UnreadablePollerError } from '../worker/errors';
import type { SourceContext } from './context';
import { ok, skipped, warning, wrong, type Check, type Finding } from './finding';

/** A long poll takes 5 s, and after an error the pump waits for up to half a minute. */
const SILENT_AFTER_MS = 60_000;
/** A call that VOD refused for its rate longer ago than that is history. */
const RECENT_MS = 10 * 60_000;

const NO_TEMPORAL = skipped('Temporal cannot be reached');

/** The view, or the finding that there is none. */
export async function viewOf({
  temporal,
  poller,
}: SourceContext): Promise<{ view: PollerView } | { finding: Finding }> {
  if (!temporal) return { finding: NO_TEMPORAL };
  try {
    return { view: await poller() };
  } catch (error) {
    if (error instanceof PollerNotRunningError) {
      return {
        finding: warning(
          'there is none: nothing pulls this source',
          'Start a worker of this source; it starts the poller.',
        ),
      };
    }
    if (isCodecError(error)) return { finding: skipped('cannot be read, see encryption') };
    throw error;
  }
}

export const POLLER: Check<SourceContext> = {
  name: 'poller',
  look: async (context) => {
    const seen = await viewOf(context);
    return 'finding' in seen ? seen.finding : stateFinding(seen.view, context);
  },
};

function stateFinding(view: PollerView, { source: { name }, now }: SourceContext): Finding {
  const since = view.since === undefined ? '' : ` since ${new Date(view.since).toISOString()}`;
  if (view.state === 'unknown')
    return wrong(
      `no worker answers for it (${view.unanswered})`,
      'Start a worker of this source, or look into the log of the one that runs.',
    );
  if (view.state === 'paused')
    return warning(
      `paused${since}: nothing is pulled, and VOD keeps events for four days`,
      `vod-events resume ${name}`,
    );
  if (view.state === 'halted') {
    const { code, type, requestId } = view.halted ?? { type: 'an unknown cause' };
    return wrong(
      `halted${since} by ${code ?? type}${requestId === undefined ? '' : `; request id ${requestId}`}`,
      'Mend that; it goes on by itself within minutes.',
    );
  }
  const { lastPullAt, lastCode } = view.pump?.report ?? {};
  const silentMs = now() - Math.max(lastPullAt ?? 0, view.since ?? 0);
  if (silentMs > SILENT_AFTER_MS) {
    return wrong(
      `running, and has completed no pull for ${Math.round(silentMs / 1_000)} s${lastCode === undefined ? '' : ` (the last: ${lastCode})`}`,
      'Look into the log of the worker that pulls.',
    );
  }
  if (lastPullAt === undefined) return ok('running; its first pull has not come back');
  return ok(
    `running; last pull ${Math.max(0, Math.round((now() - lastPullAt) / 1_000))} s ago, ${lastCode ?? 'no answer yet'}`,
  );
}

/** The other way round, too: what we write must be readable for those who run. */
export const ENCRYPTION: Check<SourceContext> = {
  name: 'encryption',
  look: async ({ temporal, source: { name } }) => {
    if (!temporal) return NO_TEMPORAL;
    const { keys } = temporal.config;
    const ours = keys?.newest.id;
    const handle = temporal.client.workflow.getHandle(pollerId(name));
    try {
      const { raw } = await handle.describe();
      await assertReadable(handle);
      const memo = raw.workflowExecutionInfo?.memo?.fields?.source;
      const theirs = memo ? metadataText(memo, 'encryption-key-id') : undefined;
      if (ours === theirs)
        return ok(
          ours === undefined
            ? 'none, here and where the poller was started'
            : `the key "${ours}", here and where the poller was started`,
        );
      const said = (id: string | undefined): string => (id === undefined ? 'nothing' : `the key "${id}"`);
      return warning(
        `the poller was started with ${said(theirs)}, and we would write with ${said(ours)}`,
        ours === undefined
          ? 'Set VOD_EVENTS_ENCRYPTION_KEYS here too, or new events stand in Temporal in plain.'
          : `See to it that every worker has the key "${ours}" before one writes with it (docs/encryption.md).`,
      );
    } catch (error) {
      if (error instanceof UnreadablePollerError)
        return wrong(error.message, 'Give this process the keys that the workers have.');
      if (isCodecError(error)) return wrong(error.message, 'Give this process the keys that the workers have.');
      if (isMissing(error))
        return skipped(
          `no poller runs to compare with; we would write with ${ours === undefined ? 'no key' : `the key "${ours}"`}`,
        );
      throw error;
    }
  },
};

/** VOD tells neither who else calls nor how much. What shows is that it refused one of our calls. */
export const RATE: Check<SourceContext> = {
  name: 'rate',
  look: async (context) => {
    const seen = await viewOf(context);
    if ('finding' in seen) return skipped(`no pump to ask: ${seen.finding.found}`);
    const { report } = seen.view.pump ?? {};
    if (!report) return skipped('no pump runs that could tell');
    const { lastError } = report;
    const throttled = lastError !== undefined && /^(RequestLimitExceeded|LimitExceeded)(\.|$)/.test(lastError.code);
    if (!throttled || context.now() - lastError.at > RECENT_MS)
      return ok(
        `VOD has refused no call of the pump for its rate lately; ours is at most ${context.source.ratePerSecond}/s an API`,
      );
    return warning(
      `VOD refused ${lastError.api} by ${lastError.code} at ${new Date(lastError.at).toISOString()}: other programs use up the same limit, or ours is set too high`,
      'Find out who else calls VOD with this account, or set a lower VOD_EVENTS_RATE.',
    );
  },
};

function isMissing(error: unknown): boolean {
  return error instanceof Error && error.name === 'WorkflowNotFoundError';
}
