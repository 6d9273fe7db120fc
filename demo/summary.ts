import type { Figures } from './figures';
import type { ViewFacts } from './view';
import type { Ended } from './processes';

/** What went wrong, one sentence each; nothing when every event was confirmed on its first delivery and the worker drained. */
export function faultsOf({ vod }: Pick<Figures, 'vod'>, worker: Ended): string[] {
  const lost = vod.enqueued - vod.confirmed;
  return [
    ...(vod.enqueued === 0 ? ['no event was sent'] : []),
    ...(lost > 0 ? [`${lost} of ${vod.enqueued} events were not confirmed`] : []),
    ...(vod.redelivered > 0 ? [`${vod.redelivered} events came a second time`] : []),
    ...(vod.confirmsRefused > 0 ? [`${vod.confirmsRefused} confirms were refused, late ones among them`] : []),
    ...(worker.code === 0 ? [] : [`the worker ended with ${worker.signal ?? `exit code ${worker.code}`}`]),
  ];
}

export function summary(figures: Figures, faults: string[], { address }: ViewFacts): string {
  const { vod, pump, handling, parked } = figures;
  const seconds = (ms = 0): string => `${(ms / 1_000).toFixed(1)} s`;
  const [example] = parked;
  return [
    '',
    `Sent ${vod.enqueued} events, confirmed ${vod.confirmed}, ${vod.redelivered} of them delivered more than once.`,
    `Done in their batch: ${pump.done ?? 0}. Owned by a workflow: ${pump.owned ?? 0}; of these ${handling} are still being handled and ${parked.length} parked.`,
    `Window left at confirm: ${seconds(vod.headroomMs?.p50)} in the median, ${seconds(vod.headroomMs?.worst)} at worst, of 30 s.`,
    ...(example
      ? [
          'A parked event is handled again, or dropped, by a signal while the server runs:',
          `  temporal workflow signal --address ${address} --workflow-id ${example} --name retry`,
        ]
      : []),
    faults.length === 0 ? 'Nothing was lost, late or delivered twice.' : `NOT as promised: ${faults.join('; ')}.`,
  ].join('\n');
}
