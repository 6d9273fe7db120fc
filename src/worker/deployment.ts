/** What every process of a deployment has to agree upon, workers and whoever steers them: where tasks go, and what encrypts them. */
import type { KeyRing } from '../codec/key-ring';
import { bothSetProblem } from '../codec/key-ring-from-env';
import { lookIn, readFrom } from '../settings/read';
import { CONFIG_VARIABLE, openConfigFile } from './config-file';
import { ConfigurationError } from './errors';
import { PROCESS_SETTINGS } from './settings';

const { taskQueue, encryptionKeys, encryptionKeysFile } = PROCESS_SETTINGS;

export interface DeploymentConfig {
  taskQueue: string;
  /** None means no encryption. */
  keys: KeyRing | undefined;
}

/**
 * As a worker with this environment would have it: by the variables, or by the file that `VOD_EVENTS_CONFIG` names.
 * @throws ConfigurationError with every problem at once, each by the name of its variable or key in the file.
 */
export async function loadDeploymentConfig(env: NodeJS.ProcessEnv): Promise<DeploymentConfig> {
  const path = env[CONFIG_VARIABLE] || undefined;
  const file = path === undefined ? undefined : await openConfigFile(path);
  const settings = { taskQueue, encryptionKeys, encryptionKeysFile };
  const { values, problems } = readFrom(settings, lookIn({ env, file: file?.root }));
  const twoKeyRings = bothSetProblem(env);
  const all = [...(file?.problems ?? []), ...problems, ...(twoKeyRings === undefined ? [] : [twoKeyRings])];
  if (values.taskQueue === undefined || all.length > 0) throw new ConfigurationError(all);
  return { taskQueue: values.taskQueue, keys: values.encryptionKeys ?? values.encryptionKeysFile };
}
