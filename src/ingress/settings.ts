import * as z from 'zod';
import {
  INGRESS_ADDRESS,
  INGRESS_BODY_LIMIT_BYTES,
  INGRESS_PATH,
  MAX_INGRESS_BODY_LIMIT_BYTES,
  MAX_INGRESS_REQUESTS,
} from '../core/defaults';
import { withFacts } from '../settings/facts';
import { parseSocketAddress, setting, wholeNumber, type SocketAddress } from '../settings/setting';
import { SETTINGS } from '../worker/settings';
import { PROBES } from './probes';

const address = withFacts(
  z.string().transform((text, context): SocketAddress => {
    const parsed = parseSocketAddress(text);
    if (parsed) return parsed;
    context.addIssue(`must be an IP address and a port, such as ${INGRESS_ADDRESS}`);
    return z.NEVER;
  }),
  {
    says: 'IP address and port',
    json: { type: 'string' },
    write: ({ host, port }: SocketAddress) => `${host.includes(':') ? `[${host}]` : host}:${port}`,
  },
);

/** What VOD lets a SignKey be. Problems name the place of a key and never the key. */
const SIGN_KEY = /^[A-Za-z0-9]{1,32}$/;

const keys = z.string().transform((text, context) => {
  const entries = text.split(',').map((entry) => entry.trim());
  entries.forEach((entry, index) => {
    if (!SIGN_KEY.test(entry)) context.addIssue(`entry ${index + 1} must have 1 to 32 letters and digits`);
  });
  return entries;
});

/** Nothing that a router, a proxy or a decoder could read in two ways. */
const path = z
  .string()
  .regex(/^(\/[\w.~-]+)+$/, 'must be a path such as /vod/events, of letters, digits, ".", "_", "~" and "-"')
  .refine((text) => !PROBES.includes(text), `must be another path than ${PROBES.join(' and ')}`);

/** Every environment variable of the ingress. What it shares with the worker has the same name and the same checks. */
export const INGRESS_SETTINGS = {
  address: setting(
    'VOD_EVENTS_INGRESS_ADDRESS',
    'IP address and port to listen on',
    address.default(parseSocketAddress(INGRESS_ADDRESS) as SocketAddress),
  ),
  keys: setting(
    'VOD_EVENTS_INGRESS_KEY',
    'callback key (SignKey) of the application; several with commas between them while one replaces another; none by default',
    withFacts(keys, { says: '1 to 32 letters and digits each', json: { type: 'string' } }).default([]),
    { isSecret: true, note: 'Without one, nothing is checked' },
  ),
  path: setting(
    'VOD_EVENTS_INGRESS_PATH',
    'path of the callback URL',
    withFacts(path, { says: 'path', json: { type: 'string' } }).default(INGRESS_PATH),
  ),
  bodyLimitBytes: setting(
    'VOD_EVENTS_INGRESS_BODY_LIMIT',
    "bytes of a callback's body at most",
    wholeNumber(1_024, MAX_INGRESS_BODY_LIMIT_BYTES).default(INGRESS_BODY_LIMIT_BYTES),
    { note: `At worst ${MAX_INGRESS_REQUESTS} bodies are in memory at once` },
  ),
  subAppId: SETTINGS.subAppId,
  taskQueue: SETTINGS.taskQueue,
  logLevel: SETTINGS.logLevel,
  encryptionKeys: SETTINGS.encryptionKeys,
  encryptionKeysFile: SETTINGS.encryptionKeysFile,
};
