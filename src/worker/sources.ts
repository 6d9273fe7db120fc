import {
  createSourceClient,
  type SourceClient,
  type SourcePolicy,
  type SourceRoutes,
} from '../activities/source-client';
import { createVodClient, type VodClientOptions } from '../vod/client';

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
}

/** A source with all that the activities of this process need for it. */
export type ServedSource = SourceClient & SourceRoutes;

/** Each has a client of its own: rates, keys and what is known of deliveries are never shared. By name. */
export function serveSources(sources: readonly SourceConfig[]): Map<string, ServedSource> {
  return new Map(
    sources.map((config) => {
      const { name: source, endpoint, subAppId, extInfo, credential, routes } = config;
      const vod = createVodClient({ source, endpoint, subAppId, extInfo, credential });
      return [source, { ...createSourceClient(vod, config), routes }];
    }),
  );
}
