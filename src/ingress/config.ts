import type { KeyRing } from '../codec/key-ring';
import { bothSetProblem } from '../codec/key-ring-from-env';
import { readAll, type ValuesOf } from '../settings/setting';
import { sourceName, sourceProblems } from '../settings/source';
import { ConfigurationError } from '../worker/errors';
import { temporalConfig, type TemporalConfig } from '../worker/temporal-config';
import { INGRESS_SETTINGS } from './settings';

export interface IngressConfig extends Omit<
  ValuesOf<typeof INGRESS_SETTINGS>,
  'encryptionKeys' | 'encryptionKeysFile' | 'subAppId'
> {
  /** What encrypts the events in Temporal; none means no encryption. */
  encryption: KeyRing | undefined;
  /** The SubAppId, or `default`, or what `--source` says. */
  source: string;
  temporal: TemporalConfig;
}

/**
 * Everything the ingress needs, checked before it listens.
 * @throws ConfigurationError with every problem at once, each by the name of its variable or flag.
 */
export function loadIngressConfig(env: NodeJS.ProcessEnv, flags: { source?: string }): IngressConfig {
  const settings = readAll(INGRESS_SETTINGS, env);
  const temporal = temporalConfig(env);
  const twoKeyRings = bothSetProblem(env);
  const problems = [
    ...(settings.ok ? [] : settings.problems),
    ...(twoKeyRings === undefined ? [] : [twoKeyRings]),
    ...(typeof temporal === 'string' ? [temporal] : []),
    ...sourceProblems(flags.source),
  ];
  if (!settings.ok || typeof temporal === 'string' || problems.length > 0) throw new ConfigurationError(problems);
  const { encryptionKeys, encryptionKeysFile, subAppId, ...values } = settings.values;
  const source = sourceName(flags.source, subAppId);
  return { ...values, encryption: encryptionKeys ?? encryptionKeysFile, source, temporal };
}
