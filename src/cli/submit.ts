import { Command } from 'commander';
import type { Client } from '@temporalio/client';
import { vodEvents } from '../client';
import { plannedBatches } from '../client/submit';
import { DEFAULT_SOURCE, WINDOW_MS } from '../core/defaults';
import { shownEventType } from '../core/event-type';
import { handleOf } from '../core/handle';
import { isRecord, readEvent } from '../vod/read-event';
import { withClient } from './connect';
import { UsageError } from './exit';
import { jsonFrom } from './json-file';
import { sourceFlag } from './parked-flags';
import { counted, printable } from './text';

const HELP = `
The file holds JSON: one event, a list of events, or an object with an EventSet, such as a response of PullEvents. The same file submitted again
starts nothing, as long as the namespace keeps the batch; --id tells equal files apart.

An event without an EventHandle is processed, and never confirmed. One with a handle is processed too, and then its handle is confirmed, as if it
had been pulled this moment. That takes it from the queue only while the handle is valid, ${WINDOW_MS / 1_000} s from its pull; after that VOD refuses the handle,
and delivers the event again to whoever pulls.

Examples:
  vod-events submit events.json --source 1500000001 --dry-run
  vod-events submit events.json --source 1500000001
  jq .EventSet response.json | vod-events submit -
`;

interface Flags {
  source?: string;
  id?: string;
  dryRun?: boolean;
  json?: boolean;
}

export function submitCommand(): Command {
  return new Command('submit')
    .description('Has events from a file processed by the workers, as if they had been pulled.')
    .argument('<file>', 'JSON file with an EventSet; - reads the standard input')
    .addOption(sourceFlag('source they belong to (default: VOD_SUB_APP_ID, or "default")'))
    .option('--id <text>', 'tells this set from another of the same content')
    .option('--dry-run', 'say what would be submitted, and do nothing')
    .option('--json', 'print the outcome as one JSON object')
    .addHelpText('after', HELP)
    .action(run);
}

async function run(file: string, flags: Flags): Promise<void> {
  const events = eventsIn(jsonFrom(file, 'submit'));
  const source = flags.source ?? (process.env.VOD_SUB_APP_ID || DEFAULT_SOURCE);
  const options = { source, id: flags.id, pulledAt: Date.now() };
  await withClient(async (client, taskQueue) => {
    const planned = await plannedBatches(client, events, options);
    const batches: Batch[] = [];
    for (const { workflowId } of planned)
      batches.push({ workflowId, startedBefore: await wasStarted(client, workflowId) });
    console.error(planOf(events, source, flags.dryRun === true));
    if (!flags.dryRun) await vodEvents(client, { taskQueue }).submit(events, options);
    if (flags.json)
      console.log(JSON.stringify({ source, events: events.length, dryRun: flags.dryRun ?? false, batches }));
    else for (const batch of batches) console.log(outcomeOf(batch, flags.dryRun === true));
  });
}

interface Batch {
  workflowId: string;
  startedBefore: boolean;
}

function eventsIn(json: unknown): Record<string, unknown>[] {
  const set = isRecord(json) && isRecord(json.Response) ? json.Response : json;
  const events = isRecord(set) ? (set.EventSet ?? ('EventType' in set ? [set] : undefined)) : set;
  if (!Array.isArray(events)) {
    throw new UsageError(
      'submit: the file must hold an event (with an EventType), a list of events, or an object with an EventSet.',
    );
  }
  if (events.length === 0) throw new UsageError('submit: the file holds no event.');
  events.forEach((event: unknown, index) => {
    const read = readEvent(event);
    if (!read.ok) throw new UsageError(`submit: element ${index} of the file is no event of VOD. ${read.problem}.`);
  });
  return events as Record<string, unknown>[];
}

/** One that has failed is started again, as `submit` does. */
async function wasStarted(client: Client, workflowId: string): Promise<boolean> {
  const description = await client.workflow
    .getHandle(workflowId)
    .describe()
    .catch(() => undefined);
  return description !== undefined && ['RUNNING', 'COMPLETED', 'CONTINUED_AS_NEW'].includes(description.status.name);
}

function planOf(events: readonly Record<string, unknown>[], source: string, dryRun: boolean): string {
  const types = [...new Set(events.map(shownEventType))].map(printable);
  const named = `${types.slice(0, 5).join(', ')}${types.length > 5 ? ', …' : ''}`;
  const handles = events.filter((event) => handleOf(event) !== undefined).length;
  const confirm =
    handles === 0
      ? 'None has a handle, so none is confirmed.'
      : `${handles} of them ${handles === 1 ? 'has' : 'have'} a handle, which is confirmed once the event is done or owned; VOD takes it only ${WINDOW_MS / 1_000} s after its pull.`;
  return `${dryRun ? 'Would submit' : 'Submits'} ${counted(events.length, 'event')} (${named}) to source ${source}. ${confirm}`;
}

function outcomeOf({ workflowId, startedBefore }: Batch, dryRun: boolean): string {
  if (startedBefore) return `${workflowId} was started before: nothing ${dryRun ? 'would be' : 'was'} started.`;
  return `${workflowId} ${dryRun ? 'would be' : 'was'} started.`;
}
