import type { BoundedNames } from '../core/bounded-names';
import type { EventVerdict, Verdict } from '../core/contract';
import { shownEventType } from '../core/event-type';
import { countBy } from '../core/happenings/definition';
import type { Observe } from '../core/observe';
import type { Processing } from './processing';

/** What became of one event, and why nobody has handled it. */
export interface Fate extends EventVerdict {
  /** No route wants it; its type. */
  unrouted?: string;
  /** The route that dropped it. */
  ignoredBy?: string;
}

const typeOf = ({ type }: { type: string }): string => type;

/** Tells what became of a batch, as a whole: one by one it would cost as much as the events themselves. Returns its verdicts. */
export function tell(
  observe: Observe,
  { batch, id, hasHandles }: Processing,
  told: BoundedNames,
  fates: readonly Fate[],
): EventVerdict[] {
  const { source, events, pulledAt } = batch;
  const judged = fates.map(({ verdict }, index) => ({ verdict, type: shownEventType(events[index]) }));
  const of = (wanted: Verdict) => judged.filter(({ verdict }) => verdict === wanted);
  const [done, owned, left] = [of('done'), of('owned'), of('left')];
  const unrouted = countBy(fates, (fate) => fate.unrouted);
  for (const eventType of unrouted.keys()) {
    if (!told.has(source, eventType)) observe('event:route:missing', { source, eventType: told.of(source, eventType) });
  }
  observe('batch:events:judged', {
    source,
    batch: id,
    done: done.length,
    owned: owned.length,
    left: left.length,
    verdicts: { done: countBy(done, typeOf), owned: countBy(owned, typeOf), left: countBy(left, typeOf) },
    unrouted,
    ignored: countBy(fates, (fate) => fate.ignoredBy),
    pullToDoneMs: hasHandles ? Date.now() - pulledAt : undefined,
  });
  return fates.map(({ key, verdict, unfinished }) => ({ key, verdict, ...(unfinished && { unfinished }) }));
}
