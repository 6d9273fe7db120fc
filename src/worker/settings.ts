import * as z from 'zod';
import { parseKeyList, type KeyRing, type ParsedKeyRing } from '../codec/key-ring';
import { KEYS_FILE_VARIABLE, KEYS_VARIABLE, readKeyFile } from '../codec/key-ring-from-env';
import { CONFIRM_POLICIES } from '../core/contract';
import { KEYS_HELP } from '../credentials/spec';
import {
  ACTIVITY_SLOTS,
  DEFAULT_TASK_QUEUE,
  GRACE_MS,
  MAX_DELIVERIES,
  MAX_HANDLERS,
  MAX_OPEN_BATCHES,
  QUICK_BUDGET_MS,
  RATE_PER_SECOND,
} from '../core/defaults';
import { durationText, toMs } from '../routes/duration';
import { withFacts } from '../settings/facts';
import {
  parseSocketAddress,
  readAll,
  setting,
  wholeNumber,
  type ReadSettings,
  type ValuesOf,
} from '../settings/setting';
import { DEFAULT_ENDPOINT, INTERNATIONAL_ENDPOINT, parseEndpoint } from '../vod/endpoint';
import { BUILD_ID_VARIABLE, DEPLOYMENT_NAME_VARIABLE } from './version';

/** The two that there are, by name. */
const NAMED_ENDPOINTS = new Map([
  ['mainland', DEFAULT_ENDPOINT],
  ['international', INTERNATIONAL_ENDPOINT],
]);

const duration = (minimumMs: number, maximumMs: number): z.ZodType<number, string> =>
  withFacts(
    z.string().transform((text, context) => {
      const ms = toMs(text);
      if (ms >= minimumMs && ms <= maximumMs) return ms;
      context.addIssue(
        `must be a duration such as "1500ms", "2s" or "1 minute", from ${minimumMs} ms to ${maximumMs} ms`,
      );
      return z.NEVER;
    }),
    { says: `${durationText(minimumMs)} to ${durationText(maximumMs)}`, json: { type: 'string' }, write: durationText },
  );

/** A secret from a file often ends with a line end, and every call would be refused for it. */
const noWhiteSpace = (schema: z.ZodString): z.ZodString => schema.regex(/^\S*$/, 'must not contain white space');

const required = (what: string): z.ZodType<string, string | undefined> =>
  noWhiteSpace(z.string({ error: `is missing; ${what}` }));

/** Temporal's runtime takes an IP address, and ends the process on anything else. */
const socketAddress = withFacts(
  z
    .string()
    .refine(
      (text) => parseSocketAddress(text) !== undefined,
      'must be an IP address and a port, such as 127.0.0.1:9464',
    ),
  { says: 'IP address and port', json: { type: 'string' } },
);

const endpoint = withFacts(
  z.string().transform((given, context) => {
    const url = NAMED_ENDPOINTS.get(given) ?? given;
    const parsed = parseEndpoint(url);
    if (!('problem' in parsed)) return url;
    context.addIssue(parsed.problem);
    return z.NEVER;
  }),
  { says: '`mainland`, `international`, or a URL', json: { type: 'string' } },
);

const keyRing = (read: (text: string) => ParsedKeyRing): z.ZodType<KeyRing, string> =>
  z.string().transform((text, context) => {
    const parsed = read(text);
    if (parsed.ok) return parsed.ring;
    for (const problem of parsed.problems) context.addIssue(problem);
    return z.NEVER;
  });

/** What Temporal lets the name and the id of a version be, less what would need quotes on its command line. */
const versionPart = (pattern: RegExp, rule: string): z.ZodType<string | undefined, string | undefined> =>
  withFacts(z.string().regex(pattern, `must be of ${rule}`), { says: rule, json: { type: 'string' } }).optional();

/** What belongs to one source. Without a file that names sources these variables describe the only one. */
export const SOURCE_SETTINGS = {
  endpoint: setting(
    'VOD_ENDPOINT',
    `URL of the VOD API, or mainland (${DEFAULT_ENDPOINT}) or international (${INTERNATIONAL_ENDPOINT})`,
    endpoint.default(DEFAULT_ENDPOINT),
    { note: 'Plain `http://` only for this machine' },
  ),
  subAppId: setting(
    'VOD_SUB_APP_ID',
    'SubAppId of the VOD application; needed by accounts that activated VOD from 2023-12-25 on',
    wholeNumber(1, Number.MAX_SAFE_INTEGER).optional(),
  ),
  extInfo: setting('VOD_EXT_INFO', 'ExtInfo, reserved by VOD; sent as it is', z.string().optional()),
  secretId: setting('TENCENTCLOUD_SECRET_ID', KEYS_HELP, required(`set it to the ${KEYS_HELP}`), { isSecret: true }),
  secretKey: setting('TENCENTCLOUD_SECRET_KEY', KEYS_HELP, required(`set it to the ${KEYS_HELP}`), { isSecret: true }),
  sessionToken: setting('TENCENTCLOUD_SESSION_TOKEN', 'token of temporary keys', noWhiteSpace(z.string()).optional(), {
    isSecret: true,
  }),
  confirmPolicy: setting(
    'VOD_EVENTS_CONFIRM_POLICY',
    'owned: slow and failing events get a workflow and are confirmed; processed: only finished ones are',
    z.enum(CONFIRM_POLICIES, `must be ${CONFIRM_POLICIES.join(' or ')}`).default('owned'),
    { note: 'See [concepts](concepts.md#confirm-policies)' },
  ),
  maxDeliveries: setting(
    'VOD_EVENTS_MAX_DELIVERIES',
    'with the policy processed: deliveries of an event until it is parked',
    wholeNumber(1, 10_000).default(MAX_DELIVERIES),
  ),
  ratePerSecond: setting(
    'VOD_EVENTS_RATE',
    'calls a second for each of the two APIs, of the 100 that VOD allows',
    wholeNumber(1, 100_000).default(RATE_PER_SECOND),
    { note: 'VOD counts all programs that use the application together: give each its part, such as 60 and 39' },
  ),
};

/** What belongs to the whole process. */
export const PROCESS_SETTINGS = {
  taskQueue: setting(
    'VOD_EVENTS_TASK_QUEUE',
    'task queue; workers of one queue must serve the same sources',
    z.string().max(200, 'must have at most 200 characters').default(DEFAULT_TASK_QUEUE),
  ),
  quickBudgetMs: setting(
    'VOD_EVENTS_QUICK_BUDGET',
    'how long a batch waits for a handler before the event gets a workflow of its own',
    duration(50, 15_000).default(QUICK_BUDGET_MS),
    { note: 'Raise it when many handlers take a little longer than this; every batch then stays open as long' },
  ),
  maxHandlers: setting(
    'VOD_EVENTS_MAX_HANDLERS',
    'handlers of batches running at once in this process; events beyond are handed over',
    wholeNumber(1, 100_000).default(MAX_HANDLERS),
  ),
  maxOwned: setting(
    'VOD_EVENTS_MAX_OWNED',
    'owned events handled at once in this process',
    wholeNumber(1, 10_000).default(ACTIVITY_SLOTS),
  ),
  maxOpenBatches: setting(
    'VOD_EVENTS_MAX_OPEN_BATCHES',
    'open batches of a source at which its pump stops pulling',
    wholeNumber(1, 10_000).default(MAX_OPEN_BATCHES),
    { note: 'At the latest: below it the number follows how soon batches close' },
  ),
  parkedReportAfterMs: setting(
    'VOD_EVENTS_PARKED_REPORT_AFTER',
    'how long an event may be parked before that is reported, once, in log and metrics; never by default',
    duration(60_000, 31_536_000_000).optional(),
    { note: 'It stays parked' },
  ),
  graceMs: setting('VOD_EVENTS_GRACE', 'from SIGTERM to exit', duration(15_000, 3_600_000).default(GRACE_MS), {
    note: 'Give the process some seconds more before it is killed',
  }),
  deploymentName: setting(
    DEPLOYMENT_NAME_VARIABLE,
    `Worker Deployment of Temporal that this worker is a version of; together with ${BUILD_ID_VARIABLE}; none by default`,
    versionPart(/^[\w-]{1,200}$/, 'letters, digits, "_" and "-", at most 200'),
  ),
  buildId: setting(
    BUILD_ID_VARIABLE,
    'which version this is, such as the tag of its image; it gets nothing to do until it is made current',
    versionPart(/^[\w.+-]{1,200}$/, 'letters, digits, ".", "+", "_" and "-", at most 200'),
    { note: 'See [upgrading.md](upgrading.md)' },
  ),
  logLevel: setting(
    'VOD_EVENTS_LOG_LEVEL',
    'what is logged: this and what is worse',
    z.enum(['trace', 'debug', 'info', 'warn', 'error'], 'must be trace, debug, info, warn or error').default('info'),
  ),
  metricsAddress: setting(
    'VOD_EVENTS_METRICS_ADDRESS',
    'IP address and port for Prometheus to scrape, such as 127.0.0.1:9464; none by default',
    socketAddress.optional(),
  ),
  healthAddress: setting(
    'VOD_EVENTS_HEALTH_ADDRESS',
    'IP address and port for /livez and /readyz, such as 127.0.0.1:8081; none without it',
    socketAddress.optional(),
    {
      note: 'What they say: [observability.md](observability.md#health). Kubernetes asks at the address of the pod: `0.0.0.0:8081`',
    },
  ),
  encryptionKeys: setting(
    KEYS_VARIABLE,
    'keys that encrypt what goes through Temporal, <id>:<base64>,… of 32 bytes; the first encrypts; none by default',
    keyRing(parseKeyList).optional(),
    { isSecret: true, note: 'All decrypt. See [encryption.md](encryption.md)' },
  ),
  encryptionKeysFile: setting(
    KEYS_FILE_VARIABLE,
    'file with these keys instead, one <id>:<base64> a line; read once at start',
    withFacts(keyRing(readKeyFile), { says: 'path', json: { type: 'string' }, isPath: true }).optional(),
    { note: 'Blank lines and lines that begin with `#` do not count' },
  ),
};

/**
 * Every setting of the worker, by its environment variable. One that is added here is read, checked, shown by `--help` and `config check`, and
 * documented (`npm run configuration`). `TEMPORAL_*` is read by @temporalio/envconfig.
 */
export const SETTINGS = { ...SOURCE_SETTINGS, ...PROCESS_SETTINGS };

export type SettingValues = ValuesOf<typeof SETTINGS>;

/** Reads all settings; every problem is a line that begins with the variable's name. */
export function readSettings(env: NodeJS.ProcessEnv): ReadSettings<typeof SETTINGS> {
  return readAll(SETTINGS, env);
}
