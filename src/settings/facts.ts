/** What `--help`, the reference page and the schema of the file say of a setting, taken from the very schema that checks it. */
import * as z from 'zod';
import type { Setting } from './setting';

/** What a value may be. */
export interface ValueFacts {
  /** In words: `50ms to 15s`. */
  says: string;
  /** What may stand in a file: the JSON Schema of it. */
  json: { type: 'string' | 'integer'; [keyword: string]: unknown };
  /** Names a file: in a configuration file it is relative to that. */
  isPath?: true;
  /** A value as somebody would write it. Default as it is. */
  write?: (value: never) => string;
}

const FACTS = z.registry<ValueFacts>();

/** Remembers what a schema takes. */
export function withFacts<T extends z.ZodType>(schema: T, facts: ValueFacts): T {
  FACTS.add(schema, facts);
  return schema;
}

/** The facts of a setting; of one whose schema nobody has described what its kind of schema tells. */
export function factsOf({ schema }: Setting<unknown>): ValueFacts {
  const inner = innerOf(schema);
  const known = FACTS.get(inner);
  if (known) return known;
  if (inner instanceof z.ZodEnum) {
    const words = inner.options.map(String);
    return { says: words.map((word) => `\`${word}\``).join(', '), json: { type: 'string', enum: words } };
  }
  return { says: 'text', json: { type: 'string' } };
}

/** As somebody would write it: `2s`, `99`. Nothing when there is no default. */
export function defaultOf(setting: Setting<unknown>): string | undefined {
  const { schema } = setting;
  const text = schema instanceof z.ZodDefault ? written(setting, schema.def.defaultValue) : '';
  return text === '' ? undefined : text;
}

export function written(setting: Setting<unknown>, value: unknown): string {
  const { write = String as (value: unknown) => string } = factsOf(setting);
  return (write as (value: unknown) => string)(value);
}

/** Whether there must be one. */
export function isRequired({ schema }: Setting<unknown>): boolean {
  return !schema.safeParse(undefined).success;
}

function innerOf(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? innerOf(schema.def.innerType) : schema;
}

/** `VOD_EVENTS_QUICK_BUDGET` is `quickBudget` in a file, `VOD_SUB_APP_ID` is `subAppId`. */
export function fileKeyOf({ name }: Pick<Setting<unknown>, 'name'>): string {
  const words = name.replace(/^VOD_(EVENTS_)?/, '').toLowerCase();
  return words.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
