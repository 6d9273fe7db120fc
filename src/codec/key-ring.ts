import { createSecretKey, type KeyObject } from 'node:crypto';
import { InvalidEncryptionKeys } from './errors';

/** AES-256. */
const KEY_BYTES = 32;
/** Too short for a key of 32 bytes in base64 or hex: one that was put where the id belongs is refused and not repeated as an id. */
const KEY_ID = /^[\w.-]{1,32}$/;

export interface EncryptionKey {
  /** 1 to 32 letters, digits, ".", "_" or "-". Stored in plain text beside everything that is encrypted with the key. */
  id: string;
  /** 32 random bytes. */
  key: Uint8Array;
}

/**
 * Keys by their ids. The first encrypts, all decrypt: a new key is put in front, an old one stays for as long as anything encrypted with it
 * is open. The key material cannot be printed, logged or written as JSON by accident.
 */
export class KeyRing {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  /** The key that encrypts. */
  readonly newest: { readonly id: string; readonly key: KeyObject };

  /** @throws InvalidEncryptionKeys when there is no key, an id is malformed or given twice, or a key has not 32 bytes. */
  constructor(keys: readonly EncryptionKey[]) {
    const problems = problemsOf(keys.map((key, index) => ({ ...key, where: `key ${index + 1}` })));
    const [first] = keys;
    if (!first || problems.length > 0) throw new InvalidEncryptionKeys(first ? problems : ['there is no key']);
    this.keys = new Map(keys.map(({ id, key }) => [id, createSecretKey(key)]));
    this.newest = { id: first.id, key: createSecretKey(first.key) };
  }

  /** Ids of all keys, the one that encrypts first. */
  get ids(): string[] {
    return [...this.keys.keys()];
  }

  find(id: string): KeyObject | undefined {
    return this.keys.get(id);
  }
}

/** Whether a text may be shown as the id of a key. */
export const isKeyId = (text: string): boolean => KEY_ID.test(text);

export type ParsedKeyRing = { ok: true; ring: KeyRing } | { ok: false; problems: string[] };

/** Reads `id:base64,id2:base64`. */
export function parseKeyList(text: string): ParsedKeyRing {
  return parseEntries(text.split(',').map((entry, index) => ({ where: `entry ${index + 1}`, text: entry.trim() })));
}

/** Reads one `id:base64` a line; blank lines and lines that begin with # are for people. */
export function parseKeyFile(text: string): ParsedKeyRing {
  const lines = text.split('\n').map((line, index) => ({ where: `line ${index + 1}`, text: line.trim() }));
  return parseEntries(lines.filter((line) => line.text !== '' && !line.text.startsWith('#')));
}

interface Entry {
  /** Its place, which is all that problems say of it: a text in the wrong place may be a key. */
  where: string;
  text: string;
}

interface ReadKey {
  where: string;
  id: string;
  /** None when it is no base64. */
  key: Uint8Array | undefined;
}

function parseEntries(entries: readonly Entry[]): ParsedKeyRing {
  if (entries.length === 0) return { ok: false, problems: ['has no key; each is <id>:<32 bytes in base64>'] };
  const problems: string[] = [];
  const keys = entries.flatMap(({ where, text }): ReadKey[] => {
    const [, id, base64] = /^([^:]*):([^:]*)$/.exec(text) ?? [];
    if (id === undefined || base64 === undefined) {
      problems.push(`${where} must be <id>:<32 bytes in base64>`);
      return [];
    }
    const key = Buffer.from(base64, 'base64');
    if (key.toString('base64') === base64) return [{ where, id, key }];
    problems.push(`${where}: the key is not base64`);
    // Its id is looked at all the same, so that one start shows every problem.
    return [{ where, id, key: undefined }];
  });
  problems.push(...problemsOf(keys));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, ring: new KeyRing(keys.flatMap(({ id, key }) => (key ? [{ id, key }] : []))) };
}

function problemsOf(keys: readonly ReadKey[]): string[] {
  const firstWith = new Map<string, string>();
  return keys.flatMap(({ where, id, key }) => {
    const problems: string[] = [];
    if (!isKeyId(id)) problems.push(`${where}: the id must have 1 to 32 letters, digits, ".", "_" or "-"`);
    const first = firstWith.get(id);
    if (first !== undefined) problems.push(`${where} has the same id as ${first}`);
    else firstWith.set(id, where);
    if (key && key.length !== KEY_BYTES)
      problems.push(`${where}: the key has ${key.length} bytes and must have ${KEY_BYTES} (openssl rand -base64 32)`);
    return problems;
  });
}
