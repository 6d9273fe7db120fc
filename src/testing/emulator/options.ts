import { z } from 'zod';
import { checked } from './errors';
import { DEFAULT_EVENT_CONFIG, type EmulatorEventConfig, eventConfigSchema, withEventConfig } from './event-config';
import type { JournalEntry } from './journal';
import { DEFAULT_SWITCHES, switchesSchema, type Switches, withSwitches } from './switches';

/** A key pair the emulator accepts. With a `token` (temporary keys) the calls must carry exactly that X-TC-Token, without it none. */
export interface EmulatorCredential {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

/** The key pair accepted by default. It opens nothing but emulators. */
export const EMULATOR_CREDENTIAL: EmulatorCredential = {
  secretId: 'emulator-secret-id',
  secretKey: 'emulator-secret-key',
};

export interface EmulatorOptions {
  /** TCP port; 0 takes a free one. @default 0 */
  readonly port?: number;
  /** Address to bind. @default '127.0.0.1' */
  readonly host?: string;
  /** Key pairs whose signatures are accepted, at least one. @default [EMULATOR_CREDENTIAL] */
  readonly credentials?: readonly EmulatorCredential[];
  /**
   * The applications that exist, at least one; calls with another SubAppId, or with none, get InvalidParameterValue.SubAppId.
   * Without this option every SubAppId exists, and "none" too. Each has a queue of its own. @default any
   */
  readonly subAppIds?: readonly number[];
  /** How long a handle confirms, in ms, at least 1. Lower it to see redeliveries soon. @default 30000, as documented for PullEvents */
  readonly windowMs?: number;
  /** How long an empty PullEvents is held, in ms. @default 5000, as documented for PullEvents */
  readonly holdMs?: number;
  /**
   * Calls a second, for each API and application; `Infinity` for no limit. A token bucket that holds one second's worth: calls spread
   * evenly over the second are never refused, a burst after a quiet second may be as large as the limit. Refused calls and calls that
   * fail authentication or validation do not count. The calls about how a queue is set up have 20 a second each.
   * @default 100, as documented for PullEvents and ConfirmEvents
   */
  readonly rateLimit?: number;
  /** How far X-TC-Timestamp may be off, in ms. @default 300000, the five minutes of TC3-HMAC-SHA256 */
  readonly clockToleranceMs?: number;
  /** How far the service's clock is ahead of this machine's, in ms; negative for behind. @default 0 */
  readonly clockOffsetMs?: number;
  /** How each application hands out its events, until that is changed. @default mode PULL, every switch ON */
  readonly eventConfig?: Partial<EmulatorEventConfig>;
  /** How old the figure of DescribeEventsState is, in ms. @default 180000, the three minutes documented for DescribeEventsState */
  readonly eventsStateDelayMs?: number;
  /** What the documents leave open. @default DEFAULT_SWITCHES */
  readonly switches?: Partial<Switches>;
  /** Whether delivered events carry the payload fields of other types as `null`, as real answers do. @default true */
  readonly nullFields?: boolean;
  /** How many journal entries are kept, the newest; 0 keeps none, which saves time and memory in benchmarks. @default 100000 */
  readonly journalLimit?: number;
  /** Called with every journal entry as it is made, whatever `journalLimit` is. It must not throw. */
  readonly onEntry?: (entry: JournalEntry) => void;
  /** Seed of the draws for faults with a `probability`: equal seeds, equal draws. @default 1 */
  readonly seed?: number;
}

/** A timer cannot be set further ahead than this. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const durationMs = (minimum: number): z.ZodInt => z.int().min(minimum).max(MAX_TIMER_MS);

const credentialSchema = z.strictObject({
  secretId: z.string().min(1),
  secretKey: z.string().min(1),
  token: z.string().min(1).optional(),
});

const optionsSchema = z.strictObject({
  port: z.int().min(0).max(65_535).default(0),
  host: z.string().min(1).default('127.0.0.1'),
  credentials: z.tuple([credentialSchema], credentialSchema).default([{ ...EMULATOR_CREDENTIAL }]),
  subAppIds: z.array(z.int().min(0)).min(1).optional(),
  windowMs: durationMs(1).default(30_000),
  holdMs: durationMs(0).default(5_000),
  rateLimit: z
    .union([z.number().positive(), z.literal(Infinity)], { error: 'must be a positive number, or Infinity for none' })
    .default(100),
  clockToleranceMs: durationMs(0).default(300_000),
  clockOffsetMs: z.int().default(0),
  eventConfig: eventConfigSchema.default({}).transform((change) => withEventConfig(DEFAULT_EVENT_CONFIG, change)),
  eventsStateDelayMs: durationMs(0).default(180_000),
  switches: switchesSchema.default({}).transform((change) => withSwitches(DEFAULT_SWITCHES, change)),
  nullFields: z.boolean().default(true),
  journalLimit: z.int().min(0).default(100_000),
  onEntry: z.custom<(entry: JournalEntry) => void>((value) => typeof value === 'function').optional(),
  seed: z.int().default(1),
});

export type CompiledEmulatorOptions = z.output<typeof optionsSchema>;

/** Defaults applied and everything checked. Throws {@link InvalidEmulatorInputError} with every problem found. */
export function compileOptions(options: EmulatorOptions): CompiledEmulatorOptions {
  return checked('options', optionsSchema, options);
}
