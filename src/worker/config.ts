import type { KeyRing } from '../codec/key-ring';
import { bothSetProblem } from '../codec/key-ring-from-env';
import type { CompiledRoutes, RouteTable } from '../routes/compile-routes';
import { loadRoutes } from '../routes/load-routes';
import { sourceName, sourceProblems } from '../settings/source';
import { ConfigurationError } from './errors';
import { readSettings, type SettingValues } from './settings';
import { temporalConfig, type TemporalConfig } from './temporal-config';

export interface WorkerConfig extends Omit<SettingValues, 'encryptionKeys' | 'encryptionKeysFile'> {
  /** None means no encryption. */
  keys: KeyRing | undefined;
  /** The SubAppId, or `default`, or what `--source` says. */
  source: string;
  routes: RouteTable;
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
  const problems = [
    ...(flags.routes === undefined
      ? ['--routes is missing; name the module whose default export maps event types to handlers']
      : []),
    ...(settings.ok ? [] : settings.problems),
    ...(twoKeyRings === undefined ? [] : [twoKeyRings]),
    ...(routes.ok ? [] : routes.problems.map((problem) => `--routes ${flags.routes}: ${problem}`)),
    ...(typeof temporal === 'string' ? [temporal] : []),
    ...sourceProblems(flags.source),
  ];
  if (!settings.ok || !routes.ok || typeof temporal === 'string' || problems.length > 0)
    throw new ConfigurationError(problems);
  const { encryptionKeys, encryptionKeysFile, ...values } = settings.values;
  const source = sourceName(flags.source, values.subAppId);
  return { ...values, keys: encryptionKeys ?? encryptionKeysFile, source, routes: routes.routes, temporal };
}
