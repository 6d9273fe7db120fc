/** The queue itself: how much is in it, whether it may be confirmed, and with `--pull` whether it can be pulled. */
import { VodCallError } from '../vod/errors';
import type { EventConfig } from '../vod/event-config';
import { readEvent } from '../vod/read-event';
import { orFailure, type SourceContext } from './context';
import { answerOf, isDenied } from './event-config';
import { ok, skipped, wrong, type Check, type Finding } from './finding';

/** No handle of VOD looks like it. */
const NO_HANDLE = 'vod-events-doctor';
const PASSING: ReadonlySet<string> = new Set(['transient', 'unreachable']);
const MAX_TRIES = 3;

export const BACKLOG: Check<SourceContext> = {
  name: 'backlog',
  look: async ({ vod }) => {
    const answer = await orFailure(vod.describeEventsState());
    if (answer instanceof VodCallError) {
      if (!isDenied(answer)) return skipped('cannot be looked at, see credentials');
      return skipped(
        answerOf(answer),
        'To have it looked at, allow these keys the action vod:DescribeEventsState in CAM.',
      );
    }
    if (answer.eventsToPull === undefined) return skipped('VOD does not tell how many events wait');
    return ok(`about ${answer.eventsToPull} events wait to be pulled, as of three minutes ago`);
  },
};

/** A handle that nobody ever had is refused, and that it was looked at tells that we may. */
export const CONFIRM: Check<SourceContext> = {
  name: 'may confirm',
  look: async ({ vod, eventConfig }) => {
    const answer = await settled(() => orFailure(vod.confirmEvents([NO_HANDLE])));
    if (!(answer instanceof VodCallError) || answer.errorClass === 'expired')
      return ok('CAM lets us call ConfirmEvents');
    if (!isDenied(answer)) return otherwise(answer, await eventConfig());
    return wrong(answerOf(answer), 'Allow these keys the action vod:ConfirmEvents in CAM.');
  },
};

/** One answer that VOD was bad for is no finding. */
async function settled<T>(ask: () => Promise<T | VodCallError>): Promise<T | VodCallError> {
  for (let tries = 1; ; tries++) {
    const answer = await ask();
    const isPassing = answer instanceof VodCallError && PASSING.has(answer.errorClass);
    if (!isPassing || tries === MAX_TRIES) return answer;
  }
}

/** What keeps the other calls from being answered is told of those. */
function otherwise(answer: VodCallError, other: EventConfig | VodCallError): Finding {
  if (other instanceof VodCallError && !isDenied(other)) return skipped('cannot be looked at, see credentials');
  if (answer.errorClass === 'throttled') return skipped(answerOf(answer), 'Run it again in a moment.');
  return wrong(
    `${answerOf(answer)}; other calls are answered`,
    'VOD takes no confirms from here. Run it again in a moment, and from another machine: docs/runbooks/confirmed-late.md.',
  );
}

/** Takes up to 16 events away from whoever else pulls, for 30 s. Nothing is confirmed. */
export const PULL: Check<SourceContext> = {
  name: 'pull',
  look: async ({ vod }) => {
    const answer = await orFailure(vod.pullEvents());
    if (answer instanceof VodCallError) {
      const todo = isDenied(answer)
        ? 'Allow these keys the action vod:PullEvents in CAM.'
        : 'See what is said of credentials, SubAppId and mode.';
      return wrong(answerOf(answer), todo);
    }
    const { events } = answer;
    if (events.length === 0) return ok('no event within 5 s, which is an answer: the queue can be pulled');
    const unreadable = events.filter((event) => !readEvent(event).ok).length;
    const found = `${events.length} events, hidden from the workers for 30 s from now, then delivered again`;
    return unreadable === 0
      ? ok(found)
      : wrong(`${found}; ${unreadable} of them have no event type`, 'Report it: nobody has seen such events yet.');
  },
};
