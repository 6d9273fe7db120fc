import {
  createSourceClient,
  type SourceClient,
  type SourcePolicy,
  type SourceRoutes,
} from '../activities/source-client';
import { WINDOW_MS } from '../core/defaults';
import { createVodClient, type VodClient, type VodClientOptions } from '../vod/client';

/** One source as it is configured. */
export interface SourceConfig
  extends
    SourcePolicy,
    SourceRoutes,
    Required<Pick<VodClientOptions, 'endpoint' | 'credential'>>,
    Pick<VodClientOptions, 'subAppId' | 'extInfo'> {
  /** The SubAppId, or `default`, or what `--source` says. Part of workflow ids. */
  name: string;
  /** Calls a second for each of the two APIs. */
  ratePerSecond: number;
  /** Where its keys come from, as a text without any: with the same, keys that are held already are as good as new ones. */
  keysFrom?: string;
}

/** A source with all that the activities of this process need for it. */
export type ServedSource = SourceClient & SourceRoutes;

/**
 * Each has a client of its own: rates, keys and what is known of deliveries are never shared. They can be replaced while they are served: a batch
 * that is being processed goes on with the routes it began with, a call under way with its keys, and a pump with what it knows.
 */
export class ServedSources {
  /** One that was taken out is here for another window, so that what was pulled for it is finished. */
  readonly byName = new Map<string, ServedSource>();
  private readonly configs = new Map<string, SourceConfig>();

  constructor(sources: readonly SourceConfig[]) {
    for (const source of sources) this.add(source);
  }

  /** Those that are pulled for here. */
  names(): string[] {
    return [...this.byName].flatMap(([name, { retirement }]) => (retirement.signal.aborted ? [] : [name]));
  }

  add(config: SourceConfig): void {
    this.byName.set(config.name, { ...createSourceClient(clientOf(config), config), routes: config.routes });
    this.configs.set(config.name, config);
  }

  /** What keeps these from being served instead of those of now; a sentence each. */
  problemsWith(next: readonly SourceConfig[]): string[] {
    const served = this.names();
    const moved = next.filter(({ name, subAppId }) => {
      return served.includes(name) && this.configs.get(name)?.subAppId !== subAppId;
    });
    return moved.map(
      ({ name }) =>
        `sources.${name}.subAppId names another application, and what was pulled from the former could not be confirmed there; ` +
        'give it a source of its own, or restart the worker',
    );
  }

  /** Goes on with other settings. The object stays, because a pump may hold it for hours. */
  change(config: SourceConfig): void {
    const served = this.byName.get(config.name);
    const before = this.configs.get(config.name);
    if (!served || !before) return;
    const { confirmPolicy, maxDeliveries, routes, ratePerSecond } = config;
    const { vod: former } = served;
    const vod = callsAlike(before, config) ? former : clientOf(config);
    Object.assign(served, { vod, confirmPolicy, maxDeliveries, routes });
    served.pullBudget.changeRate(ratePerSecond);
    served.confirms.changeRate(ratePerSecond);
    this.configs.set(config.name, config);
    if (vod !== former) former.close();
  }

  /** Pulls no more, and forgets the source once nothing that was pulled can be confirmed any more; then `onForgotten`. */
  retire(name: string, onForgotten = (): void => {}): void {
    const retired = this.byName.get(name);
    if (!retired) return;
    retired.retirement.abort();
    const forget = (): void => {
      retired.vod.close();
      // It may be served again meanwhile.
      if (this.byName.get(name) !== retired) return;
      this.byName.delete(name);
      this.configs.delete(name);
      onForgotten();
    };
    setTimeout(forget, WINDOW_MS).unref();
  }

  /** At once, for one that was never pulled for. */
  forget(name: string): void {
    this.byName.get(name)?.vod.close();
    this.byName.delete(name);
    this.configs.delete(name);
  }

  close(): void {
    for (const { vod } of this.byName.values()) vod.close();
  }
}

/** A new client would have to get its keys first; were they not to be had just now, confirms would fail whose keys are good. */
function callsAlike(one: SourceConfig, other: SourceConfig): boolean {
  const text = ({ endpoint, subAppId, extInfo, keysFrom }: SourceConfig): string =>
    JSON.stringify([endpoint, subAppId, extInfo, keysFrom]);
  return one.keysFrom !== undefined && text(one) === text(other);
}

function clientOf({ name: source, endpoint, subAppId, extInfo, credential }: SourceConfig): VodClient {
  return createVodClient({ source, endpoint, subAppId, extInfo, credential });
}
