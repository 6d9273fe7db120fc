/** What `/livez` and `/readyz` say of this process. */
import type { Observe } from '../core/observe';
import { Liveness, type SourceLiveness } from './liveness';
import type { Observer } from './observer';
import type { PollerWatch } from './poller-watch';
import type { ServedSource } from './sources';
import type { Workers } from './workers';

/** What there is once the workers run. */
export interface Serving {
  workers: Workers;
  observer: Observer;
  sources: ReadonlyMap<string, ServedSource>;
  /** Whether Temporal can be reached. */
  isConnected(): Promise<boolean>;
}

export interface LivenessReport {
  live: boolean;
  /** By name. None before the workers run. */
  sources: Record<string, SourceLiveness>;
}

export interface ReadinessReport {
  ready: boolean;
  /** In a sentence. */
  reason: string;
}

export class Health {
  private serving: Serving | undefined;
  private readonly liveness = new WeakMap<PollerWatch, Liveness>();
  private readonly failing = new Set<string>();

  /** `stop` is aborted when the process is to drain. */
  constructor(
    private readonly observe: Observe,
    private readonly stop: AbortSignal,
  ) {}

  /** The workers run. */
  began(serving: Serving): void {
    this.serving = serving;
  }

  live(): LivenessReport {
    const sources: LivenessReport['sources'] = {};
    // One that drains pulls no more, on purpose, and ends by itself.
    if (this.stop.aborted) return { live: true, sources };
    for (const poller of this.serving?.observer.pollers ?? []) {
      const liveness = this.livenessOf(poller);
      if (liveness) sources[poller.source] = this.told(poller.source, liveness.now(performance.now()));
    }
    return { live: Object.values(sources).every(({ live }) => live), sources };
  }

  async ready(): Promise<ReadinessReport> {
    const reason = await this.whyNotReady();
    return { ready: reason === undefined, reason: reason ?? 'Connected to Temporal, and all workers poll.' };
  }

  private async whyNotReady(): Promise<string | undefined> {
    if (this.stop.aborted) return 'This process drains.';
    if (!this.serving) return 'The workers have not started yet.';
    const stopped = Object.entries(this.serving.workers).filter(([, worker]) => worker.getState() !== 'RUNNING');
    if (stopped.length > 0) return `Not all workers run: ${stopped.map(([name]) => name).join(', ')}.`;
    return (await this.serving.isConnected()) ? undefined : 'Temporal cannot be reached.';
  }

  /** Sources may come and go while they are served. */
  private livenessOf(poller: PollerWatch): Liveness | undefined {
    const served = this.serving?.sources.get(poller.source);
    const liveness = this.liveness.get(poller) ?? (served && new Liveness(served.calls, poller));
    if (liveness) this.liveness.set(poller, liveness);
    return liveness;
  }

  /** Each turn for the worse and for the better is a line. */
  private told(source: string, liveness: SourceLiveness): SourceLiveness {
    const { live, reason } = liveness;
    if (live && this.failing.delete(source)) this.observe('health:live:ok', { source, reason });
    if (!live && !this.failing.has(source)) {
      this.failing.add(source);
      this.observe('health:live:failed', { source, reason });
    }
    return liveness;
  }
}
