import { msToNumber } from '@temporalio/common/lib/time';

/** A number of ms, or a string such as `'30 seconds'`. The SDK's own type of that name admits anything where `ms` is resolved without types. */
export type Duration = number | string;

/** In ms; NaN when it is no duration. */
export function toMs(duration: Duration): number {
  try {
    return typeof duration === 'number' ? duration : msToNumber(duration as Parameters<typeof msToNumber>[0]);
  } catch {
    return Number.NaN;
  }
}

const UNITS: readonly (readonly [letter: string, ms: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
];

/** As somebody would write it, in the largest unit without a fraction: `2s`, `1500ms`. */
export function durationText(ms: number): string {
  const [letter, unitMs] = UNITS.find(([, unit]) => ms >= unit && ms % unit === 0) ?? ['ms', 1];
  return `${ms / unitMs}${letter}`;
}
