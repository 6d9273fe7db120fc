import { readFileSync } from 'node:fs';
import { InvalidEncryptionKeys } from './errors';
import { parseKeyFile, parseKeyList, type KeyRing, type ParsedKeyRing } from './key-ring';

export const KEYS_VARIABLE = 'VOD_EVENTS_ENCRYPTION_KEYS';
export const KEYS_FILE_VARIABLE = 'VOD_EVENTS_ENCRYPTION_KEYS_FILE';

/** Reads the file of keys once. Its path is not repeated when it cannot be read: it may be a key, given in the wrong variable. */
export function readKeyFile(path: string): ParsedKeyRing {
  try {
    return parseKeyFile(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return { ok: false, problems: [`names a file that cannot be read (${code})`] };
  }
}

/** What is wrong when both variables are set, which of the two was meant being anybody's guess. */
export function bothSetProblem(env: NodeJS.ProcessEnv): string | undefined {
  return env[KEYS_VARIABLE] && env[KEYS_FILE_VARIABLE]
    ? `${KEYS_VARIABLE} and ${KEYS_FILE_VARIABLE} are both set; keep one of them`
    : undefined;
}

/**
 * The keys that the worker would use with this environment: those of `VOD_EVENTS_ENCRYPTION_KEYS`, or of the file that
 * `VOD_EVENTS_ENCRYPTION_KEYS_FILE` names; `undefined` when neither is set, which means no encryption. The file is read now and never again.
 *
 * @throws InvalidEncryptionKeys with every problem, each by the name of its variable. It never repeats a key.
 */
export function keyRingFromEnv(env: NodeJS.ProcessEnv): KeyRing | undefined {
  const problems: string[] = [];
  const read = (name: string, parse: (text: string) => ParsedKeyRing): KeyRing | undefined => {
    const text = env[name];
    if (!text) return undefined;
    const parsed = parse(text);
    if (parsed.ok) return parsed.ring;
    problems.push(...parsed.problems.map((problem) => `${name} ${problem}`));
    return undefined;
  };
  const ring = read(KEYS_VARIABLE, parseKeyList) ?? read(KEYS_FILE_VARIABLE, readKeyFile);
  const bothSet = bothSetProblem(env);
  if (bothSet) problems.push(bothSet);
  if (problems.length > 0) throw new InvalidEncryptionKeys(problems);
  return ring;
}
