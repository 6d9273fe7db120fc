/** Figures of this process that nobody tells of when they change, because they do so with every event: looked at once a second. */
import type { HandlerRuns } from '../activities/handler-runs';
import { SAMPLE_EVERY_MS } from '../core/defaults';
import type { Observe } from '../core/observe';
import type { RateBudget } from '../core/rate-budget';
import type { ServedSource } from './sources';

interface Sampled {
  observe: Observe;
  runs: HandlerRuns;
  sources: ReadonlyMap<string, ServedSource>;
}

/** Returns what ends it. */
export function startSampling({ observe, runs, sources }: Sampled): () => void {
  const rates = new WeakMap<ServedSource, readonly (() => void)[]>();
  const ratesOf = (source: string, served: ServedSource): readonly (() => void)[] => {
    const made = rates.get(served) ?? [
      rateOf(observe, source, 'PullEvents', served.pullBudget),
      rateOf(observe, source, 'ConfirmEvents', served.confirms.budget),
    ];
    rates.set(served, made);
    return made;
  };
  let running = -1;
  const sample = (): void => {
    for (const [source, served] of sources) for (const rate of ratesOf(source, served)) rate();
    const { taken, count } = runs.places;
    if (taken === running) return;
    running = taken;
    observe('handler:places:sampled', { running, share: running / count });
  };
  sample();
  const timer = setInterval(sample, SAMPLE_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function rateOf(observe: Observe, source: string, api: string, budget: RateBudget): () => void {
  let before = { reserved: budget.reserved, at: performance.now() };
  let shown = -1;
  return () => {
    const now = { reserved: budget.reserved, at: performance.now() };
    const possible = (budget.perSecond * (now.at - before.at)) / 1_000;
    const share = possible > 0 ? (now.reserved - before.reserved) / possible : 0;
    before = now;
    if (share === shown) return;
    shown = share;
    observe('rate:use:sampled', { source, api, share });
  };
}
