import type { WorkerDeploymentVersion } from '@temporalio/common';
import type { KeyRing } from '../codec/key-ring';
import { bothSetProblem } from '../codec/key-ring-from-env';
import type { CompiledRoutes } from '../routes/compile-routes';
import type { RouteTable } from '../routes/compiled';
import { loadRoutes } from '../routes/load-routes';
import { lookIn, readFrom, type InForce } from '../settings/read';
import { sourceName, sourceProblems } from '../settings/source';
import { CONFIG_VARIABLE, openConfigFile } from './config-file';
import { readSources, routesInForce, type ReadSources } from './config-sources';
import { ConfigurationError } from './errors';
import { PROCESS_SETTINGS, SOURCE_SETTINGS, type SettingValues } from './settings';
import type { SourceConfig } from './sources';
import { temporalConfig, type TemporalConfig } from './temporal-config';
import { halfAVersionProblem, versionOf } from './version';

/** What the settings say of one source. */
type SourceSetting = keyof typeof SOURCE_SETTINGS;
type SourceValues = Pick<SettingValues, SourceSetting>;
type ProcessValues = Omit<SettingValues, SourceSetting>;

/** What becomes something else in the config. */
const RAW_SETTINGS = ['encryptionKeys', 'encryptionKeysFile', 'deploymentName', 'buildId'] as const;
type RawSetting = (typeof RAW_SETTINGS)[number];

/** Settings of the process are here, those of its sources with them. */
export interface WorkerConfig extends Omit<ProcessValues, RawSetting> {
  /** None means no encryption. */
  keys: KeyRing | undefined;
  /** None takes whatever work is not given to versions. */
  version?: WorkerDeploymentVersion | undefined;
  /** At least one, each by a name of its own. Environment variables describe exactly one, a file any number. */
  sources: SourceConfig[];
  temporal: TemporalConfig;
}

/** Everything that was found, right or wrong. */
export interface WorkerReading {
  /** Path of the file, as it was given. */
  file?: string;
  /** A line each. */
  problems: string[];
  process: InForce[];
  sources: { name: string; settings: InForce[] }[];
  /** Address and namespace. Missing when TEMPORAL_* are wrong. */
  temporal?: TemporalConfig;
  /** Missing when there are problems. */
  config?: WorkerConfig;
}

const NO_ROUTES: CompiledRoutes = { ok: false, problems: [] };

export interface WorkerFlags {
  /** Path of the routes module; with sources in a file, of those that name none. */
  routes?: string;
  source?: string;
  /** Path of a configuration file. Default `VOD_EVENTS_CONFIG`. */
  config?: string;
}

/**
 * Everything the worker needs, checked before anything is connected.
 * @throws ConfigurationError with every problem at once, each by the name of its variable, flag, key in the file, or event type.
 */
export async function loadWorkerConfig(env: NodeJS.ProcessEnv, flags: WorkerFlags): Promise<WorkerConfig> {
  const { config, problems } = await readWorkerConfig(env, flags);
  if (!config) throw new ConfigurationError(problems);
  return config;
}

/** The same without throwing, for whoever shows what is in force and where it comes from. */
export async function readWorkerConfig(env: NodeJS.ProcessEnv, flags: WorkerFlags): Promise<WorkerReading> {
  const path = flags.config ?? (env[CONFIG_VARIABLE] || undefined);
  const file = path === undefined ? undefined : await openConfigFile(path);
  const ofProcess = readFrom(PROCESS_SETTINGS, lookIn({ env, file: file?.root }));
  const served = file?.sources ? await readSources(file.sources, env, flags) : await readOnlySource(env, flags);
  const temporal = temporalConfig(env);
  const twoKeyRings = bothSetProblem(env);
  const halfAVersion = ofProcess.problems.length > 0 ? undefined : halfAVersionProblem(ofProcess.values);
  const problems = [
    ...(file?.problems ?? []),
    ...served.problems,
    ...ofProcess.problems,
    ...(twoKeyRings === undefined ? [] : [twoKeyRings]),
    ...(halfAVersion === undefined ? [] : [halfAVersion]),
    ...(typeof temporal === 'string' ? [temporal] : []),
  ];
  const reading = {
    ...(path !== undefined && { file: path }),
    problems,
    process: ofProcess.inForce,
    sources: served.shown,
  };
  if (typeof temporal === 'string') return reading;
  if (problems.length > 0) return { ...reading, temporal };
  return { ...reading, temporal, config: configOf(ofProcess.values as ProcessValues, served.sources, temporal) };
}

/** The one source of a worker whose file names none, from the variables and flags. */
async function readOnlySource(env: NodeJS.ProcessEnv, flags: WorkerFlags): Promise<ReadSources> {
  const { values, problems, inForce } = readFrom(SOURCE_SETTINGS, lookIn({ env }));
  const routes = flags.routes === undefined ? NO_ROUTES : await loadRoutes(flags.routes);
  const all = [
    ...problems,
    ...(flags.routes === undefined
      ? ['--routes is missing; name the module whose default export maps event types to handlers']
      : []),
    ...(routes.ok ? [] : routes.problems.map((problem) => `--routes ${flags.routes}: ${problem}`)),
    ...sourceProblems(flags.source),
  ];
  const name = sourceName(flags.source, values.subAppId);
  const shown = [{ name, settings: [...inForce, routesInForce(flags.routes, '--routes')] }];
  if (!routes.ok || all.length > 0) return { problems: all, sources: [], shown };
  return { problems: [], sources: [onlySource(values as SourceValues, name, routes.routes)], shown };
}

/** The settings of a process that serves one source; `source` defaults to the SubAppId, or `default`. */
export function workerConfigOf(
  values: SettingValues,
  { source, routes, temporal }: { source?: string; routes: RouteTable; temporal: TemporalConfig },
): WorkerConfig {
  const only = onlySource(values, sourceName(source, values.subAppId), routes);
  return configOf(values, [only], temporal);
}

function onlySource(values: SourceValues, name: string, routes: RouteTable): SourceConfig {
  const { secretId, secretKey, sessionToken: token, ...settings } = values;
  const { endpoint, subAppId, extInfo, confirmPolicy, maxDeliveries, ratePerSecond } = settings;
  const credential = { secretId, secretKey, token };
  return { name, endpoint, subAppId, extInfo, credential, confirmPolicy, maxDeliveries, ratePerSecond, routes };
}

function configOf(values: ProcessValues, sources: SourceConfig[], temporal: TemporalConfig): WorkerConfig {
  const { encryptionKeys, encryptionKeysFile } = values;
  const names = Object.keys(PROCESS_SETTINGS).filter((name) => !(RAW_SETTINGS as readonly string[]).includes(name));
  const ofProcess = Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
  const others = ofProcess as Omit<ProcessValues, RawSetting>;
  return { ...others, keys: encryptionKeys ?? encryptionKeysFile, version: versionOf(values), sources, temporal };
}
