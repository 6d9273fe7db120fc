/**
 * Exponential backoff with half jitter: between half and all of `initialMs * coefficient^(failures - 1)`, at most `maximumMs`.
 * `random` is a number in [0, 1).
 */
export function backoffMs(
  failures: number,
  { initialMs, maximumMs, coefficient = 2 }: { initialMs: number; maximumMs: number; coefficient?: number },
  random: number,
): number {
  const full = Math.min(maximumMs, initialMs * coefficient ** Math.max(0, failures - 1));
  return Math.round(full / 2 + (full / 2) * random);
}
