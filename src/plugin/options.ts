import type { Duration } from '@temporalio/common';
import type * as z from 'zod';
import type { KeyRing } from '../codec/key-ring';
import type { ConfirmPolicy } from '../core/contract';
import { peerProblems } from '../peers';
import { compileRoutes } from '../routes/compile-routes';
import { sourceName, sourceProblems } from '../settings/source';
import type { VodClientOptions } from '../vod/client';
import { ConfigurationError } from '../worker/errors';
import { SETTINGS } from '../worker/settings';
import type { SourceConfig } from '../worker/sources';

/** One VOD application. */
export interface PluginSource extends Pick<VodClientOptions, 'endpoint' | 'subAppId' | 'extInfo' | 'credential'> {
  /** Part of workflow ids. Default the SubAppId, or `default`. */
  name?: string;
  /** What `defineRoutes` returns: what to do with which type of event. */
  routes: object;
  /** Default `owned`. */
  confirmPolicy?: ConfirmPolicy;
  /** With the policy `processed`: deliveries of an event until it is parked. Default 10. */
  maxDeliveries?: number;
  /** Calls a second for each of the two APIs, of the 100 that VOD allows. Default 99. */
  ratePerSecond?: number;
}

export interface VodEventsPluginOptions {
  /** At least one, each by a name of its own. Every worker of the task queue must have the same. */
  sources: readonly PluginSource[];
  /** The worker to extend, by its task queue. Needed when the plugin is given to a connection from which several workers are made. */
  taskQueue?: string;
  /** How long a batch waits for a handler before the event gets a workflow of its own. Default 2 s. */
  quickBudget?: Duration;
  /** Handlers of batches running at once in this process; events beyond are handed over. Default 500. */
  maxHandlers?: number;
  /** Open batches of a source at which its pump stops pulling. Default 150. */
  maxOpenBatches?: number;
  /** How long an event may be parked before that is reported, once, in log and metrics. Default never. */
  parkedReportAfter?: Duration;
  /** From `shutdown` to the end of `run`, as far as it is ours. Default 25 s, at least 15 s. */
  grace?: Duration;
  /** Encrypt what goes through Temporal, for all workers, clients and bundles that have the plugin. Default none. */
  keys?: KeyRing;
}

/** The options with every default filled in. */
export interface PluginSettings {
  sources: SourceConfig[];
  quickBudgetMs: number;
  maxHandlers: number;
  maxOpenBatches: number;
  parkedReportAfterMs: number | undefined;
  graceMs: number;
}

/**
 * Checked as the settings of the deployable worker are.
 * @throws ConfigurationError with every problem at once, each by the name of its option.
 */
export function checkedOptions(options: VodEventsPluginOptions): PluginSettings {
  const problems = peerProblems();
  const read = <T>({ schema }: { schema: z.ZodType<T, string | undefined> }, value: unknown, name: string): T => {
    const parsed = schema.safeParse(typeof value === 'number' ? String(value) : value);
    if (!parsed.success) problems.push(...parsed.error.issues.map(({ message }) => `${name} ${message}`));
    return parsed.data as T;
  };
  const sources = (options.sources ?? []).map((source, index) => sourceConfig(source, index, read, problems));
  if (sources.length === 0) problems.push('sources must name at least one VOD application');
  const names = sources.map(({ name }) => name);
  for (const name of new Set(names.filter((each, index) => names.indexOf(each) !== index)))
    problems.push(`sources: the name "${name}" is given twice`);
  const settings = {
    sources,
    quickBudgetMs: read(SETTINGS.quickBudgetMs, options.quickBudget, 'quickBudget'),
    maxHandlers: read(SETTINGS.maxHandlers, options.maxHandlers, 'maxHandlers'),
    maxOpenBatches: read(SETTINGS.maxOpenBatches, options.maxOpenBatches, 'maxOpenBatches'),
    parkedReportAfterMs: read(SETTINGS.parkedReportAfterMs, options.parkedReportAfter, 'parkedReportAfter'),
    graceMs: read(SETTINGS.graceMs, options.grace, 'grace'),
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return settings;
}

/** A value may be written as code writes it, or as it stands in an environment variable. */
type Read = <T>(setting: { schema: z.ZodType<T, string | undefined> }, value: unknown, name: string) => T;

function sourceConfig(source: PluginSource, index: number, read: Read, problems: string[]): SourceConfig {
  const at = `sources[${index}]`;
  const { credential, extInfo } = source;
  const name = sourceName(source.name, source.subAppId);
  problems.push(...sourceProblems(name, `${at}.name`));
  if (typeof credential !== 'object' || credential === null)
    problems.push(`${at}.credential is missing; give { secretId, secretKey } or an object with getCredential()`);
  const compiled = compileRoutes(source.routes);
  if (!compiled.ok) problems.push(...compiled.problems.map((problem) => `${at}.routes: ${problem}`));
  return {
    name,
    credential,
    extInfo,
    endpoint: read(SETTINGS.endpoint, source.endpoint, `${at}.endpoint`),
    subAppId: read(SETTINGS.subAppId, source.subAppId, `${at}.subAppId`),
    confirmPolicy: read(SETTINGS.confirmPolicy, source.confirmPolicy, `${at}.confirmPolicy`),
    maxDeliveries: read(SETTINGS.maxDeliveries, source.maxDeliveries, `${at}.maxDeliveries`),
    ratePerSecond: read(SETTINGS.ratePerSecond, source.ratePerSecond, `${at}.ratePerSecond`),
    routes: compiled.ok ? compiled.routes : () => undefined,
  };
}
