/** What `retry` and `discard` have in common: one event by its key, or many by a filter, after a look and a question. */
import type { Client } from '@temporalio/client';
import { InvalidArgumentError, type Command } from 'commander';
import { vodEvents, type BulkOptions, type BulkResult, type ParkedEvent } from '../client';
import { lookParked } from '../client/event';
import { canAsk, confirmed } from './confirm';
import { withClient } from './connect';
import { EXIT_FAILED, UsageError } from './exit';
import { filterOf, identityFrom, withFilterFlags, type FilterFlags } from './parked-flags';
import { showTable } from './parked-list';
import { progressOn } from './progress';
import { ageText, counted, printable } from './text';

export interface DecisionFlags extends FilterFlags {
  all?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  concurrency?: number;
  json?: boolean;
}

interface Decision {
  verb: 'retry' | 'discard';
  /** What becomes of an event: `will be …`. */
  past: string;
  one: (client: Client, event: { source: string; key: string }) => Promise<void>;
  all: (client: Client, which: readonly ParkedEvent[], options: BulkOptions) => Promise<BulkResult>;
}

export function withDecisionFlags(command: Command): Command {
  command.argument('[key]', 'key of one event, or the id of its workflow; without it, the events of the flags below');
  return withFilterFlags(command)
    .option('--all', 'every parked event that the other flags let through; needed when there are none')
    .option('--dry-run', 'show which event or events it would be, and do nothing')
    .option('--yes', 'do not ask; needed for many events where there is no terminal')
    .option('--concurrency <n>', 'events under way at once (default 10)', concurrency)
    .option('--json', 'print the outcome as one JSON object');
}

export async function decide(argument: string | undefined, flags: DecisionFlags, decision: Decision): Promise<void> {
  if (argument === undefined) await decideAll(flags, decision);
  else await decideOne(argument, flags, decision);
}

async function decideOne(argument: string, flags: DecisionFlags, { verb, past, one }: Decision): Promise<void> {
  const { source, json, yes: _yes, dryRun, ...others } = flags;
  const isFilter = Object.keys(filterOf(others)).length > 0;
  if (isFilter || flags.all || flags.concurrency !== undefined) {
    throw new UsageError(
      `${verb}: either a key or flags that say which events, not both (--source goes with a key too).`,
    );
  }
  const event = identityFrom(argument, source);
  await withClient(async (client) => {
    const { parked } = await lookParked(client, event.source, event.key);
    console.error(`${dryRun ? 'would ' : ''}${verb} ${inWords(parked)}`);
    if (!dryRun) await one(client, event);
  });
  if (json) console.log(JSON.stringify({ ...event, signal: verb, ...(dryRun && { dryRun }) }));
  else if (!dryRun) console.log(`The event ${event.key} of source ${event.source} ${past}.`);
}

/** `PullComplete 0f3c… of source shop, parked 3h ago after 10 failed tries: TypeError` */
function inWords({ source, key, eventType, since, tries, failure }: ParkedEvent): string {
  const why = failure ? `: ${failure.type}` : '';
  const after = `${tries} failed ${tries === 1 ? 'try' : 'tries'}`;
  return printable(
    `${eventType} ${key} of source ${source}, parked ${ageText(Date.now() - since)} ago after ${after}${why}`,
  );
}

async function decideAll(flags: DecisionFlags, decision: Decision): Promise<void> {
  const { verb, past } = decision;
  const filter = filterOf(flags);
  if (Object.keys(filter).length === 0 && !flags.all) {
    throw new UsageError(`${verb}: name a key, or say which events by flags; --all means every parked event.`);
  }
  if (!flags.dryRun && !flags.yes && !canAsk()) {
    throw new UsageError(`${verb}: there is no terminal to ask on. Look with --dry-run first, then add --yes.`);
  }
  await withClient(async (client) => {
    const events: ParkedEvent[] = [];
    for await (const event of vodEvents(client).parked.list(filter)) events.push(event);
    if (!flags.json && (flags.dryRun || events.length === 0)) showTable(events);
    if (events.length > 0 && !flags.dryRun && !flags.yes) {
      if (!(await confirmed(`${capital(verb)} ${counted(events.length, 'parked event')}${typesOf(events)}?`))) {
        console.error('Nothing was done.');
        process.exitCode = EXIT_FAILED;
        return;
      }
    }
    const progress = progressOn(process.stderr);
    const onProgress = ({ signalled, skipped, failed }: Readonly<BulkResult>): void =>
      progress.step(signalled + skipped + failed.length, events.length);
    const options = { dryRun: flags.dryRun, concurrency: flags.concurrency, onProgress };
    const result = await decision.all(client, events, options);
    progress.end();
    if (flags.json) console.log(JSON.stringify(result));
    else if (!flags.dryRun && events.length > 0) console.log(outcomeOf(result, past));
    for (const { source, key, problem } of result.failed)
      console.error(`failed: ${source} ${key}: ${printable(problem)}`);
    if (result.failed.length > 0) process.exitCode = EXIT_FAILED;
  });
}

function outcomeOf({ matched, signalled, skipped, failed }: BulkResult, past: string): string {
  return `${matched} matched: ${signalled} ${past}, ${skipped} skipped (not parked any more), ${failed.length} failed.`;
}

/** ` (12 PullComplete, 3 FileDeleted)` */
function typesOf(events: readonly ParkedEvent[]): string {
  const counts = new Map<string, number>();
  for (const { eventType } of events) counts.set(eventType, (counts.get(eventType) ?? 0) + 1);
  const most = [...counts].sort(([, one], [, other]) => other - one);
  const named = most.slice(0, 5).map(([type, count]) => `${count} ${printable(type)}`);
  return ` (${[...named, ...(most.length > 5 ? ['…'] : [])].join(', ')})`;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function concurrency(text: string): number {
  const value = Number(text);
  if (/^\d{1,3}$/.test(text) && value >= 1 && value <= 100) return value;
  throw new InvalidArgumentError('It must be a whole number from 1 to 100.');
}
