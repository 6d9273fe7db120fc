import { SAMPLE_TYPES, sampleEvent, type VodEmulator } from '../src/testing';

/** The type whose handler takes 40 s, see routes.mjs. */
const SLOW_TYPE = 'EditMediaComplete';

/** Feeds events of every documented type in turn, until stopped. After `slowUntil` (ms since 1970) none that would outlast the demo. */
export function startFeeder(emulator: VodEmulator, ratePerSecond: number, slowUntil: number): { stop(): void } {
  let fed = 0;
  const timer = setInterval(() => {
    const type = SAMPLE_TYPES[fed % SAMPLE_TYPES.length];
    const n = fed++;
    if (type && (type !== SLOW_TYPE || Date.now() < slowUntil)) emulator.enqueue([sampleEvent(type, n)]);
  }, 1_000 / ratePerSecond);
  return { stop: () => clearInterval(timer) };
}
