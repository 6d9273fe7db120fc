import { msToNumber } from '@temporalio/common/lib/time';

/** A number of ms, or a string such as `'30 seconds'`, in ms; NaN when it is neither. */
export function toMs(duration: number | string): number {
  try {
    return typeof duration === 'number' ? duration : msToNumber(duration as Parameters<typeof msToNumber>[0]);
  } catch {
    return Number.NaN;
  }
}
