import { createObserve, NO_METRICS } from '../../src/core/observe';
import { installRuntime } from '../support/system';
import { runtimeMeter } from '../../src/worker/meter';

const noLines = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A payload that tells how often something is computed from it. */
function payload() {
  let looks = 0;
  return {
    source: 'shop',
    code: 'ok' as const,
    get at() {
      looks++;
      return 1;
    },
    looks: () => looks,
  };
}

it('figures are computed for a meter that takes them, and not without one', () => {
  const [wanted, unwanted] = [payload(), payload()];
  createObserve({ lines: noLines, meter: () => {} })('pull:call:ok', wanted);
  createObserve({ lines: noLines, meter: NO_METRICS })('pull:call:ok', unwanted);
  expect(wanted.looks()).toBeGreaterThan(0);
  expect(unwanted.looks()).toBe(0);
});

it('a runtime of Temporal that exports nothing has no meter', () => {
  installRuntime();
  expect(runtimeMeter()).toBe(NO_METRICS);
});
