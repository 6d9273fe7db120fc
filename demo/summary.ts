import { WINDOW_MS } from '../src/core/defaults';
import type { Figures } from './figures';
import type { Exit } from './processes';

/** The figures the verdict rests on. */
export interface Outcome {
  sent: number;
  confirmed: number;
  redelivered: number;
  /** Confirms that VOD refused, and those of them after the window. */
  refused: number;
  late: number;
  worker: Exit;
}

/** What is not as promised, one sentence each. Nothing when every event was confirmed on its first delivery and the worker drained. */
export function judge({ sent, confirmed, redelivered, refused, late, worker }: Outcome): string[] {
  return [
    ...(sent === 0 ? ['no event was sent'] : []),
    ...(confirmed < sent ? [`${sent - confirmed} of ${sent} events were not confirmed`] : []),
    ...(redelivered > 0 ? [`${redelivered} times an event was delivered again`] : []),
    ...(late > 0 ? [`${late} confirms were late`] : []),
    ...(refused > late ? [`${refused - late} confirms were refused`] : []),
    ...(worker.code === 0 ? [] : [`the worker ended with ${worker.signal ?? `exit code ${worker.code}`}`]),
  ];
}

export function outcomeOf({ vod, seen }: Figures, worker: Exit): Outcome {
  const { enqueued: sent, confirmed, redelivered, confirmsRefused: refused } = vod;
  return { sent, confirmed, redelivered, refused, late: seen.late, worker };
}

/** What the demo says at its end. `commands` are shown for the parked event they are about. */
export function summary(figures: Figures, faults: string[], commands: (parkedId: string) => string[]): string[] {
  const { vod, seen, pump, handling, parked } = figures;
  const seconds = (ms = 0): string => `${(ms / 1_000).toFixed(2)} s`;
  const example = parked[0];
  return [
    `Sent ${vod.enqueued} events, confirmed ${vod.confirmed}, ${vod.redelivered} of them delivered more than once; ${seen.confirmedOnFirstDelivery} confirmed on the first delivery, ${seen.late} too late.`,
    `Done within their batch: ${pump?.done ?? 0}. Owned by a workflow of their own: ${pump?.owned ?? 0}; of these ${parked.length} are parked and ${handling} were still being handled.`,
    `Of the window of ${seconds(WINDOW_MS)}, ${seconds(vod.headroomMs?.p50)} were left at confirm in the median, ${seconds(vod.headroomMs?.worst)} at worst.`,
    ...(example
      ? [
          `Parked is, for example, ${example.workflowId} ("${example.message}"). While the server runs:`,
          ...commands(example.workflowId),
        ]
      : []),
    faults.length === 0 ? 'Nothing was lost, late or delivered twice.' : `NOT as promised: ${faults.join('; ')}.`,
  ];
}
