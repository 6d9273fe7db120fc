/**
 * Settings by environment variables, each written once: what it is for (shown by `--help`), how it is checked, and its default.
 */
import { isIP } from 'node:net';
import * as z from 'zod';
import { defaultOf, withFacts } from './facts';
import { lookIn, readFrom } from './read';

export interface Setting<T> {
  /** Of the environment variable; `fileKeyOf` makes the key in a file from it. */
  name: string;
  /** What it is for; without its default and its limits, which the schema knows. */
  help: string;
  schema: z.ZodType<T, string | undefined>;
  /** What else the reference page says: how it bears upon others. Markdown. */
  note?: string;
  /** Never in a file, and never shown. */
  isSecret?: boolean;
}

export type Settings = Record<string, Setting<unknown>>;

export type ValuesOf<S extends Settings> = { [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

export type ReadSettings<S extends Settings> = { ok: true; values: ValuesOf<S> } | { ok: false; problems: string[] };

export const setting = <T>(
  name: string,
  help: string,
  schema: z.ZodType<T, string | undefined>,
  more: Pick<Setting<T>, 'note' | 'isSecret'> = {},
): Setting<T> => ({ name, help, schema, ...more });

export const wholeNumber = (minimum: number, maximum: number): z.ZodType<number, string> =>
  withFacts(
    z.string().transform((text, context) => {
      const value = Number(text);
      if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
      context.addIssue(`must be a whole number from ${minimum} to ${maximum}`);
      return z.NEVER;
    }),
    {
      says: maximum === Number.MAX_SAFE_INTEGER ? 'whole number' : `${minimum} to ${maximum}`,
      json: { type: 'integer', minimum, maximum },
    },
  );

/** An IP address and a port, without a look at any name service. */
export interface SocketAddress {
  host: string;
  port: number;
}

/** Reads `127.0.0.1:9464` or `[::1]:9464`. */
export function parseSocketAddress(text: string): SocketAddress | undefined {
  const [, v6 = '', v4 = '', digits] = /^(?:\[([^[\]]+)\]|([^[\]:]+)):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if ((isIP(v6) !== 6 && isIP(v4) !== 4) || port > 65_535) return undefined;
  return { host: v6 || v4, port };
}

/** Reads all settings from the environment at once, so that one start shows every problem. Each is a line that begins with the variable's name. */
export function readAll<S extends Settings>(settings: S, env: NodeJS.ProcessEnv): ReadSettings<S> {
  const { values, problems } = readFrom(settings, lookIn({ env }));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, values: values as ValuesOf<S> };
}

/** The part of `--help` that explains them. */
export function environmentHelp(settings: Settings): string {
  const lines = Object.values(settings).map((each) => {
    const byDefault = defaultOf(each);
    return `  ${each.name.padEnd(32)} ${each.help}${byDefault === undefined ? '' : ` (default ${byDefault})`}`;
  });
  return [
    '\nEnvironment:',
    ...lines,
    '  TEMPORAL_*                       address, namespace, TLS, API key, profile, as the Temporal CLI reads them',
  ].join('\n');
}
