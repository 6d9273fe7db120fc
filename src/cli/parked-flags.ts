import { Option, InvalidArgumentError, type Command } from 'commander';
import type { ParkedFilter } from '../client';
import { identityOf, SOURCE_NAME, SOURCE_NAME_RULE } from '../core/contract';
import { DEFAULT_SOURCE } from '../core/defaults';
import { toMs } from '../routes/duration';
import { UsageError } from './exit';

/** Flags that say which parked events. Times are ms since 1970. */
export interface FilterFlags {
  source?: string;
  type?: string;
  failure?: string;
  before?: number;
  after?: number;
  olderThan?: number;
  overdue?: boolean;
}

export function withFilterFlags(command: Command): Command {
  return command
    .addOption(sourceFlag('events of this source only (default: of all)'))
    .option('--type <eventType>', 'events of this type only')
    .option('--failure <type>', "events whose last failure has this type: the name of the handler's error")
    .option('--before <time>', 'parked before, such as 2026-01-31 or 2026-01-31T10:00:00Z', (text) => time(text))
    .option('--after <time>', 'parked after', (text) => time(text))
    .option('--older-than <duration>', 'parked for longer than, such as "90s", "2 hours" or "3 days"', positiveDuration)
    .option('--overdue', 'only those that were reported as overdue');
}

export function sourceFlag(help: string): Option {
  return new Option('--source <name>', help).argParser(sourceName);
}

export function sourceName(text: string): string {
  if (SOURCE_NAME.test(text)) return text;
  throw new InvalidArgumentError(`It must have ${SOURCE_NAME_RULE}.`);
}

/** The filter that these flags are. An empty one is every parked event. */
export function filterOf(flags: FilterFlags): ParkedFilter {
  const { source, type: eventType, failure: failureType, after: parkedAfter, overdue } = flags;
  const ends = [flags.before, flags.olderThan === undefined ? undefined : Date.now() - flags.olderThan];
  const given = ends.filter((end) => end !== undefined);
  return definedOf({
    source,
    eventType,
    failureType,
    parkedAfter,
    overdue,
    parkedBefore: given.length > 0 ? Math.min(...given) : undefined,
  });
}

/**
 * The one event that an argument names: by its key, or by the id of its workflow as logs and Temporal's UI show it. The source of a bare key
 * is what a worker with the same environment would serve.
 */
export function identityFrom(argument: string, source: string | undefined): { source: string; key: string } {
  const named = identityOf(argument);
  if (named && source !== undefined && named.source !== source) {
    throw new UsageError(
      `--source is "${source}", and the id names the source "${named.source}". Leave one of them out.`,
    );
  }
  return named ?? { source: source ?? (process.env.VOD_SUB_APP_ID || DEFAULT_SOURCE), key: argument };
}

/** The moment that a text names, or that was so long ago. */
export function sinceTime(text: string): number {
  const ms = toMs(text);
  return ms > 0 ? Date.now() - ms : time(text, 'a duration such as "90s" or "2 hours", or ');
}

function time(text: string, orElse = ''): number {
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const ms = isTime ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new InvalidArgumentError(
    `It must be ${orElse}a day (UTC) or a time with its zone: 2026-01-31, 2026-01-31T10:00:00Z.`,
  );
}

function positiveDuration(text: string): number {
  const ms = toMs(text);
  if (ms > 0) return ms;
  throw new InvalidArgumentError('It must be a duration such as "90s", "2 hours" or "3 days".');
}

function definedOf<T extends object>(members: T): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}
