import { randomBytes } from 'node:crypto';
import { KeyRing } from '../../src/client';

export interface TestKey {
  id: string;
  key: Uint8Array;
}

export const newKey = (id: string): TestKey => ({ id, key: randomBytes(32) });

export const base64Of = ({ key }: TestKey): string => Buffer.from(key).toString('base64');

/** The variable of a worker with these keys, the first of which encrypts. */
export const keysEnv = (...keys: TestKey[]): Record<string, string> => ({
  VOD_EVENTS_ENCRYPTION_KEYS: keys.map((key) => `${key.id}:${base64Of(key)}`).join(','),
});

/** For a client with these keys. */
export const ringOf = (...keys: TestKey[]): KeyRing => new KeyRing(keys);
