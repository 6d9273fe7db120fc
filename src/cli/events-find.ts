import { Command } from 'commander';
import { vodEvents, type FoundEvent } from '../client';
import { counted } from '../core/counted';
import { identityOf } from '../core/contract';
import { withClient } from './connect';
import { EXIT_FAILED, UsageError } from './exit';
import { sinceTime, sourceFlag } from './parked-flags';
import { progressOn } from './progress';
import { ageText, coloursOf, columns, lineOfJson, printable, timeText } from './text';

const HELP = `
Every batch since --since is read, and every event that has a workflow of its own, however long ago it was pulled. A FileId is found anywhere in an
event. Shows no payload. Needs no worker. Exits with 1 when nothing is found.

Examples:
  vod-events events find 1500000001-procedurev2-0f3c…
  vod-events events find 387702292285462759 --since 6h
  vod-events events find 0f3c… --since 2026-01-31T10:00:00Z --json | jq .owned
`;

interface Flags {
  source?: string;
  since?: number;
  json?: boolean;
}

export function findCommand(): Command {
  return new Command('find')
    .description('Says where the events of a task or a file are, and what became of them.')
    .argument('<id>', 'TaskId, FileId or event key')
    .addOption(sourceFlag('events of this source only (default: of all)'))
    .option(
      '--since <time>',
      'how far back batches are read, such as 6h or 2026-01-31T10:00:00Z (default 1h)',
      sinceTime,
    )
    .option('--json', 'one JSON object a line for each event')
    .addHelpText('after', HELP)
    .action(run);
}

async function run(argument: string, flags: Flags): Promise<void> {
  if (argument === '') throw new UsageError('find: the id is empty; give a TaskId, a FileId or an event key.');
  const named = identityOf(argument);
  const source = flags.source ?? named?.source;
  await withClient(async (client) => {
    const progress = progressOn(process.stderr);
    const findings = await vodEvents(client).find(named?.key ?? argument, {
      source,
      since: flags.since,
      onProgress: ({ read, total }) => progress.step(read, total),
    });
    progress.end();
    const { events, batches, workflows, since, unreadable } = findings;
    if (flags.json) for (const event of events) console.log(lineOfJson(event));
    else if (events.length > 0) console.log(events.map((event) => factsOf(event).join('\n')).join('\n\n'));
    const looked = `${counted(batches, 'batch', 'batches')} since ${timeText(since)} and ${counted(workflows, 'workflow')} of events`;
    console.error(`${events.length === 0 ? 'No event' : counted(events.length, 'event')} found in ${looked}.`);
    if (unreadable > 0)
      console.error(
        `${unreadable} of these could not be read: set VOD_EVENTS_ENCRYPTION_KEYS to the keys of the workers.`,
      );
    if (events.length === 0) {
      console.error('Look further back with --since, or see whether events flow: vod-events status.');
      process.exitCode = EXIT_FAILED;
    }
  });
}

const NAMES = { key: 'key', taskId: 'TaskId', fileId: 'FileId' } as const;

/** All that is known, payload left out. */
function factsOf(event: FoundEvent, nowMs = Date.now()): string[] {
  const { faint } = coloursOf(process.stdout, process.env);
  const { source, key, eventType, by, batches, owned } = event;
  const facts: string[][] = [
    ['source', source],
    ['key', key],
    ['type', `${eventType}, found by its ${NAMES[by]}`],
  ];
  for (const { workflowId, pulledAt, status, verdict, confirmed } of batches) {
    const became = [verdict ?? status, confirmed === undefined ? undefined : confirmed ? 'confirmed' : 'not confirmed'];
    facts.push(['batch', workflowId]);
    facts.push([
      '',
      `pulled ${timeText(pulledAt)} (${ageText(nowMs - pulledAt)} ago): ${became.filter(Boolean).join(', ')}`,
    ]);
  }
  if (owned) {
    const { workflowId, state, status, tries, failureType, parkedSince } = owned;
    const since = parkedSince === undefined ? '' : ` since ${timeText(parkedSince)}`;
    const failed = tries ? `, ${counted(tries, 'failed try', 'failed tries')}` : '';
    facts.push(['workflow', workflowId]);
    facts.push(['', `${state ?? status}${since}${failed}${failureType === undefined ? '' : `, ${failureType}`}`]);
  }
  facts.push(['', `vod-events trace ${key} --source ${source}`]);
  const lines = columns(
    facts.map((row) => row.map(printable)),
    {},
  );
  return lines.map((line, at) => (at === lines.length - 1 ? faint(line) : line));
}
