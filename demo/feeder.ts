import { SAMPLE_TYPES, sampleEvent, type VodEmulator } from '../src/testing';

/** Its handler takes 40 s, see routes.mjs. */
const SLOW_TYPE = 'EditMediaComplete';
/** Its handler always fails, see routes.mjs. */
const POISON_TYPE = 'SplitMediaComplete';
/** Between two of these, whatever the rate: enough to look at, and few enough to look through. */
const APART_MS: Readonly<Record<string, number>> = { [SLOW_TYPE]: 4_000, [POISON_TYPE]: 10_000 };

const TICK_MS = 50;

interface Feeder {
  stop(): void;
}

/**
 * Feeds events of every documented type in turn, each in its full documented shape and with ids of its own. After `slowUntil` (ms since
 * 1970) no slow ones but the first, so that those are done when the demo ends.
 */
export function startFeeder(emulator: VodEmulator, eventsPerSecond: number, slowUntil: number): Feeder {
  const beganAt = Date.now();
  const sentAt = new Map<string, number>();
  let position = 0;
  let sent = 0;

  const wanted = (type: string, now: number): boolean => {
    const last = sentAt.get(type);
    if (last === undefined) return true;
    return now - last >= (APART_MS[type] ?? 0) && (type !== SLOW_TYPE || now < slowUntil);
  };
  const next = (now: number): object => {
    for (;;) {
      const type = SAMPLE_TYPES[position++ % SAMPLE_TYPES.length] ?? 'NewFileUpload';
      if (!wanted(type, now)) continue;
      sentAt.set(type, now);
      return sampleEvent(type, sent++);
    }
  };
  const timer = setInterval(() => {
    const now = Date.now();
    const due = Math.floor(((now - beganAt) / 1_000) * eventsPerSecond) - sent;
    if (due > 0) emulator.enqueue(Array.from({ length: due }, () => next(now)));
  }, TICK_MS);
  return { stop: () => clearInterval(timer) };
}
