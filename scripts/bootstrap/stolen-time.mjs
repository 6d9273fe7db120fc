import { readFileSync } from 'node:fs';

/** From here on, what waits for a second misses it now and then, and what computes is compared unfairly with what waits. */
export const MAX_STOLEN_SHARE = 0.02;

/**
 * What other machines on the same hardware have taken of the processors' time since this was called, as a share; 0 where nobody tells.
 *
 * @returns {() => number}
 */
export function watchStolenTime() {
  const before = ticks();
  return () => {
    const after = ticks();
    return before && after && after.all > before.all ? (after.stolen - before.stolen) / (after.all - before.all) : 0;
  };
}

/** Linux tells it in the first line, since the start: user, nice, system, idle, iowait, irq, softirq, steal. */
function ticks() {
  try {
    const [line] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
    const values = line.trim().split(/\s+/).slice(1, 9).map(Number);
    return { stolen: values[7] ?? 0, all: values.reduce((sum, value) => sum + value, 0) };
  } catch {
    return undefined;
  }
}
