import type { WorkerDeploymentVersion } from '@temporalio/common';
import type { KeyRing } from '../codec/key-ring';
import { bothSetProblem } from '../codec/key-ring-from-env';
import type { CompiledRoutes } from '../routes/compile-routes';
import type { RouteTable } from '../routes/compiled';
import { loadRoutes } from '../routes/load-routes';
import { sourceName, sourceProblems } from '../settings/source';
import { ConfigurationError } from './errors';
import { readSettings, type SettingValues } from './settings';
import type { SourceConfig } from './sources';
import { temporalConfig, type TemporalConfig } from './temporal-config';
import { halfAVersionProblem, versionOf } from './version';

/** What the settings say of one source. */
type SourceSetting =
  | 'endpoint'
  | 'subAppId'
  | 'extInfo'
  | 'secretId'
  | 'secretKey'
  | 'sessionToken'
  | 'confirmPolicy'
  | 'maxDeliveries'
  | 'ratePerSecond';

/** What becomes something else in the config. */
type RawSetting = 'encryptionKeys' | 'encryptionKeysFile' | 'deploymentName' | 'buildId';

/** Settings of the process are here, those of its sources with them. */
export interface WorkerConfig extends Omit<SettingValues, RawSetting | SourceSetting> {
  /** None means no encryption. */
  keys: KeyRing | undefined;
  /** None takes whatever work is not given to versions. */
  version?: WorkerDeploymentVersion | undefined;
  /** At least one, each by a name of its own. Environment variables describe exactly one. */
  sources: SourceConfig[];
  temporal: TemporalConfig;
}

const NO_ROUTES: CompiledRoutes = { ok: false, problems: [] };

export interface WorkerFlags {
  /** Path of the routes module. */
  routes?: string;
  source?: string;
}

/**
 * Everything the worker needs, checked before anything is connected.
 * @throws ConfigurationError with every problem at once, each by the name of its variable, flag or event type.
 */
export async function loadWorkerConfig(env: NodeJS.ProcessEnv, flags: WorkerFlags): Promise<WorkerConfig> {
  const settings = readSettings(env);
  const routes = flags.routes === undefined ? NO_ROUTES : await loadRoutes(flags.routes);
  const temporal = temporalConfig(env);
  const twoKeyRings = bothSetProblem(env);
  const halfAVersion = settings.ok ? halfAVersionProblem(settings.values) : undefined;
  const problems = [
    ...(flags.routes === undefined
      ? ['--routes is missing; name the module whose default export maps event types to handlers']
      : []),
    ...(settings.ok ? [] : settings.problems),
    ...(twoKeyRings === undefined ? [] : [twoKeyRings]),
    ...(halfAVersion === undefined ? [] : [halfAVersion]),
    ...(routes.ok ? [] : routes.problems.map((problem) => `--routes ${flags.routes}: ${problem}`)),
    ...(typeof temporal === 'string' ? [temporal] : []),
    ...sourceProblems(flags.source),
  ];
  if (!settings.ok || !routes.ok || typeof temporal === 'string' || problems.length > 0)
    throw new ConfigurationError(problems);
  return workerConfigOf(settings.values, { source: flags.source, routes: routes.routes, temporal });
}

/** The settings of a process that serves one source; `source` defaults to the SubAppId, or `default`. */
export function workerConfigOf(
  { encryptionKeys, encryptionKeysFile, deploymentName, buildId, ...values }: SettingValues,
  { source, routes, temporal }: { source?: string; routes: RouteTable; temporal: TemporalConfig },
): WorkerConfig {
  const { endpoint, subAppId, extInfo, secretId, secretKey, sessionToken: token, ...others } = values;
  const { confirmPolicy, maxDeliveries, ratePerSecond, ...ofProcess } = others;
  const only: SourceConfig = {
    name: sourceName(source, subAppId),
    endpoint,
    subAppId,
    extInfo,
    credential: { secretId, secretKey, token },
    confirmPolicy,
    maxDeliveries,
    ratePerSecond,
    routes,
  };
  const keys = encryptionKeys ?? encryptionKeysFile;
  return { ...ofProcess, keys, version: versionOf({ deploymentName, buildId }), sources: [only], temporal };
}
