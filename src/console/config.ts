import { InvalidEncryptionKeys } from '../codec/errors';
import type { KeyRing } from '../codec/key-ring';
import { keyRingFromEnv } from '../codec/key-ring-from-env';
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
 * @throws ConfigurationError with every problem at once, each by the name of its variable.
 */
export function loadConsoleConfig(env: NodeJS.ProcessEnv, flags: ConsoleFlags): ConsoleConfig {
  const temporal = temporalConfig(env);
  const keys = readKeys(env);
  if (typeof temporal === 'string' || 'problems' in keys) {
    throw new ConfigurationError([
      ...(typeof temporal === 'string' ? [temporal] : []),
      ...('problems' in keys ? keys.problems : []),
    ]);
  }
  return { ...flags, temporal, encryption: keys.ring };
}

function readKeys(env: NodeJS.ProcessEnv): { ring: KeyRing | undefined } | { problems: readonly string[] } {
  try {
    return { ring: keyRingFromEnv(env) };
  } catch (error) {
    if (error instanceof InvalidEncryptionKeys) return { problems: error.problems };
    throw error;
  }
}
