import type { NativeConnectionOptions } from '@temporalio/worker';
import { loadClientConnectConfig } from '@temporalio/envconfig';

/** Where Temporal is and how it lets us in. */
export interface TemporalConfig {
  connectionOptions: NativeConnectionOptions;
  address: string;
  namespace: string;
}

/** What `TEMPORAL_*` and its profile say, as the Temporal CLI reads them; or, as text, the problem with it, which repeats no secret. */
export function temporalConfig(env: NodeJS.ProcessEnv): TemporalConfig | string {
  try {
    const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: definedOf(env) });
    return {
      connectionOptions,
      address: connectionOptions.address ?? '127.0.0.1:7233',
      namespace: namespace ?? 'default',
    };
  } catch (error) {
    // Only the first line: the others quote the file, keys included.
    return `TEMPORAL_*: ${(error instanceof Error ? error.message : String(error)).split('\n', 1)[0]}`;
  }
}

/** Empty is how shells and manifests say "not set". */
function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}
