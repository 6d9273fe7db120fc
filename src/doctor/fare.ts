/** How events fare that are pulled: how much of the window is left of them, and whether some wait for a person. */
import { parkedEvents } from '../client/parked';
import { isCodecError } from '../codec/errors';
import { CONFIRM_TIMEOUT_MS, WINDOW_MS } from '../core/defaults';
import type { SourceContext } from './context';
import { ok, skipped, warning, type Check } from './finding';
import { viewOf } from './poller';

/** More are told as so many. */
const MOST_COUNTED = 1_000;

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

export const HEADROOM: Check<SourceContext> = {
  name: 'headroom',
  look: async (context) => {
    const seen = await viewOf(context);
    if ('finding' in seen) return skipped(`no pump to ask: ${seen.finding.found}`);
    const { headroomMs } = seen.view.pump?.report ?? {};
    if (headroomMs === undefined) return ok('no confirm was answered within the last minute that the pump has told of');
    const { confirmPolicy } = context.source;
    const found = `at least ${seconds(headroomMs)} of ${WINDOW_MS / 1_000} s were left when confirms were answered, of the last minute`;
    if (headroomMs >= CONFIRM_TIMEOUT_MS) return ok(found);
    return warning(
      `${found}; the policy is ${confirmPolicy}`,
      confirmPolicy === 'processed'
        ? 'With it handlers may use most of the window: make them faster, or let the policy be owned.'
        : 'Something holds batches or confirms up: see docs/runbooks/headroom-vanishing.md.',
    );
  },
};

export const PARKED: Check<SourceContext> = {
  name: 'parked',
  look: async ({ temporal, source: { name } }) => {
    if (!temporal) return skipped('Temporal cannot be reached');
    const causes = new Map<string, number>();
    let count = 0;
    try {
      for await (const { failure } of parkedEvents(temporal.client).list({ source: name })) {
        const cause = failure?.type ?? 'an unknown cause';
        causes.set(cause, (causes.get(cause) ?? 0) + 1);
        if (++count >= MOST_COUNTED) break;
      }
    } catch (error) {
      if (isCodecError(error)) return skipped('cannot be read, see encryption');
      throw error;
    }
    if (count === 0) return ok('no event waits for a person');
    const [most] = [...causes].sort(([, a], [, b]) => b - a);
    return warning(
      `${count}${count >= MOST_COUNTED ? ' or more' : ''} events wait for a person, most by ${most?.[0]}`,
      'vod-events parked list says which and why; then retry or discard them.',
    );
  },
};
