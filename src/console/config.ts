import type { KeyRing } from '../codec/key-ring';
import { loadDeploymentConfig, type DeploymentConfig } from '../worker/deployment';
import { ConfigurationError } from '../worker/errors';
import { temporalConfig, type TemporalConfig } from '../worker/temporal-config';

/** Flags of `vod-events console`. */
export interface ConsoleFlags {
  host: string;
  /** 0 takes a free one. */
  port: number;
  allowChanges: boolean;
  /** Where Temporal's UI is. */
  temporalUi?: string;
}

export interface ConsoleConfig extends ConsoleFlags {
  temporal: TemporalConfig;
  /** What the workers encrypt with; none means no encryption. */
  encryption: KeyRing | undefined;
}

/**
 * Everything the console needs, checked before it listens.
 * @throws ConfigurationError with every problem at once, each by the name of its variable or key in the file.
 */
export async function loadConsoleConfig(env: NodeJS.ProcessEnv, flags: ConsoleFlags): Promise<ConsoleConfig> {
  const temporal = temporalConfig(env);
  const deployment = await readDeployment(env);
  if (typeof temporal === 'string' || 'problems' in deployment) {
    throw new ConfigurationError([
      ...(typeof temporal === 'string' ? [temporal] : []),
      ...('problems' in deployment ? deployment.problems : []),
    ]);
  }
  return { ...flags, temporal, encryption: deployment.keys };
}

async function readDeployment(env: NodeJS.ProcessEnv): Promise<DeploymentConfig | { problems: readonly string[] }> {
  try {
    return await loadDeploymentConfig(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return { problems: error.problems };
    throw error;
  }
}
