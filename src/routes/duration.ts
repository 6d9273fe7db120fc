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
