import { isTable } from '../settings/config-file';
import { didYouMean } from '../settings/closest';
import { CREDENTIAL_KINDS, credentialSchema, type CredentialSpec } from './spec';

export type ReadCredential = { ok: true; spec: CredentialSpec } | { ok: false; problems: string[] };

/** Spelled as the API, its documents and its SDKs spell them. */
const SECRETS = /^(secret_?(id|key)|(session_?)?token|access_?key(_?(id|secret))?|password|encryption_?keys)$/i;

const SECRET_MEND =
  'must not be in the file: say where it is, such as credential = { kind = "environment", prefix = "SHOP_" } for SHOP_SECRET_ID and SHOP_SECRET_KEY';

/** What is wrong with a key that is a secret's; nothing with any other. */
export const secretProblem = (key: string): string | undefined => (SECRETS.test(key) ? SECRET_MEND : undefined);

const KIND_NAMES = CREDENTIAL_KINDS.map(({ shape }) => shape.kind.value);

/** A kind by its name, or a table with it; of a variable the same as JSON. `place` is how problems begin; none repeats a value. */
export function readCredential(given: unknown, place: string): ReadCredential {
  const table = typeof given === 'string' ? fromText(given) : (given ?? { kind: 'environment' });
  if (!isTable(table)) return { ok: false, problems: [`${place} must be a table, or one of ${KIND_NAMES.join(', ')}`] };
  return problemsBefore(table, place) ?? parsed(table, place);
}

function fromText(text: string): unknown {
  if (!text.startsWith('{')) return { kind: text };
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the schema would say less well. */
function problemsBefore(table: Readonly<Record<string, unknown>>, place: string): ReadCredential | undefined {
  const secrets = Object.keys(table).flatMap((key) => {
    const problem = secretProblem(key);
    return problem === undefined ? [] : [`${place}.${key} ${problem}`];
  });
  if (secrets.length > 0) return { ok: false, problems: secrets };
  const { kind } = table;
  if (KIND_NAMES.some((name) => name === kind)) return undefined;
  const meant = typeof kind === 'string' && kind.length <= 30 ? didYouMean(kind, KIND_NAMES) : '';
  return { ok: false, problems: [`${place}.kind must be one of ${KIND_NAMES.join(', ')}${meant}`] };
}

function parsed(table: Readonly<Record<string, unknown>>, place: string): ReadCredential {
  const result = credentialSchema.safeParse(table);
  if (result.success) return { ok: true, spec: result.data };
  const problems = result.error.issues.flatMap((issue) => {
    const at = [place, ...issue.path.map(String)].join('.');
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${at} knows no key ${shortened(key)}`);
    const isMissing = issue.code === 'invalid_type' && !issue.message.startsWith('must');
    return [
      `${at} ${isMissing ? `must be a ${issue.expected === 'string' ? 'text' : issue.expected}` : issue.message}`,
    ];
  });
  return { ok: false, problems };
}

const shortened = (key: string): string => (key.length <= 30 ? `"${key}"` : `of ${key.length} characters`);
