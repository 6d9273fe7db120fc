import { Command } from 'commander';
import { vodEvents, type EventFailure, type EventStory, type StoryStep } from '../client';
import { counted } from '../core/counted';
import { withClient } from './connect';
import { identityFrom, sinceTime, sourceFlag } from './parked-flags';
import { progressOn } from './progress';
import { coloursOf, columns, lineOfJson, printable } from './text';

const HELP = `
From the histories that Temporal keeps: its batches, its workflow, what people decided. Of many tries the last ones are told. Needs no worker, and
shows no payload; "vod-events parked show <key>" does.

Examples:
  vod-events trace 0f3c… --source 1500000001
  vod-events trace vod-event/1500000001/0f3c…
  vod-events trace 0f3c… --since 6h --json | jq -r '.steps[] | "\\(.at) \\(.what)"'
`;

interface Flags {
  source?: string;
  since?: number;
  json?: boolean;
}

export function traceCommand(): Command {
  return new Command('trace')
    .description('Tells what happened to one event, step by step.')
    .argument('<key>', 'key of the event, or the id of its workflow')
    .addOption(sourceFlag('source of the event (default: VOD_SUB_APP_ID, or "default")'))
    .option(
      '--since <time>',
      'how far back batches are read (default: around the hand-over of one that has a workflow, else 1h)',
      sinceTime,
    )
    .option('--json', 'as one JSON object; times in ms since 1970')
    .addHelpText('after', HELP)
    .action(run);
}

async function run(argument: string, flags: Flags): Promise<void> {
  const { source, key } = identityFrom(argument, flags.source);
  const progress = progressOn(process.stderr);
  const onProgress = ({ read, total }: { read: number; total: number }): void => progress.step(read, total);
  const story = await withClient((client) =>
    vodEvents(client).event(key, source).story({ since: flags.since, onProgress }),
  );
  progress.end();
  if (flags.json) return console.log(lineOfJson(story));
  const { faint } = coloursOf(process.stdout, process.env);
  const { eventType = '(type unknown)' } = story;
  console.log(faint(`${printable(eventType)}  ${source}  ${printable(key)}`));
  for (const line of storyLines(story)) console.log(line);
}

/** Time, how long after the first step, and what happened. */
function storyLines({ steps }: Pick<EventStory, 'steps'>): string[] {
  const [first] = steps;
  const rows = steps.map((step) => [
    new Date(step.at).toISOString(),
    `+${((step.at - (first?.at ?? 0)) / 1_000).toFixed(3)}s`,
    wordsOf(step),
  ]);
  return columns(
    rows.map((row) => row.map(printable)),
    {},
  );
}

function wordsOf(step: StoryStep): string {
  switch (step.what) {
    case 'pulled':
      return 'pulled, or submitted';
    case 'batchStarted':
      return `batch started: ${step.workflowId}`;
    case 'verdict':
      return step.verdict === 'left' ? 'left by its batch: VOD delivers it again' : `${step.verdict} in its batch`;
    case 'confirmed':
      return 'confirmed with VOD';
    case 'unconfirmed':
      return 'not confirmed: VOD delivers it again, and it is then only confirmed';
    case 'owned':
      return `owned by ${step.workflowId}${step.tries > 0 ? `, failed tries in its batch: ${step.tries}` : ''}${because(step.failure)}`;
    case 'tried':
      return `try ${step.attempt} of ${step.activity} began${step.failure ? ' after a failed one' : ''}${because(step.failure)}`;
    case 'failed':
      return `failed${because(step.failure)}`;
    case 'due':
      return `try ${step.attempt} is due`;
    case 'parked':
      return `parked after ${counted(step.tries, 'failed try', 'failed tries')}${because(step.failure)}`;
    case 'overdue':
      return 'reported as overdue: nobody has decided about it';
    case 'retried':
      return `somebody asked for a retry${step.changed ? ', with a changed event' : ''}`;
    case 'discarded':
      return `somebody discarded it${step.reason === undefined ? '' : `: ${step.reason}`}`;
    case 'done':
      return 'done';
    case 'ended':
      return `${step.workflowId} ended: ${step.status}`;
  }
}

const because = (failure: Pick<EventFailure, 'type' | 'message'> | undefined): string =>
  failure ? ` (${failure.type}: ${failure.message})` : '';
