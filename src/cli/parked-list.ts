import { Command } from 'commander';
import { vodEvents, type ParkedEvent } from '../client';
import { counted } from '../core/counted';
import { withClient } from './connect';
import { filterOf, withFilterFlags, type FilterFlags } from './parked-flags';
import { ageText, coloursOf, columns, lineOfJson, printable, type Colours, type Screen } from './text';

const EXAMPLES = `
Examples:
  vod-events parked list
  vod-events parked list --source 1500000001 --failure TypeError --older-than 2h
  vod-events parked list --overdue --json | jq -r .key
`;

export function listCommand(): Command {
  return withFilterFlags(new Command('list'))
    .description('Lists the events that are parked. Needs no worker, and shows no payload.')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(flags: FilterFlags & { json?: boolean }): Promise<void> {
  await withClient(async (client) => {
    const found: ParkedEvent[] = [];
    for await (const event of vodEvents(client).parked.list(filterOf(flags))) {
      if (flags.json) console.log(lineOfJson(event));
      else found.push(event);
    }
    if (!flags.json) showTable(found);
  });
}

/** The table to standard output, how many there are beside it. */
export function showTable(events: readonly ParkedEvent[]): void {
  const colours = coloursOf(process.stdout, process.env);
  if (events.length > 0) for (const line of tableOf(events, process.stdout, colours, Date.now())) console.log(line);
  console.error(events.length === 0 ? 'No parked event matches.' : `${counted(events.length, 'parked event')}.`);
}

/** Longest parked first. The failure comes last, because it may be cut. */
export function tableOf(
  events: readonly ParkedEvent[],
  screen: Screen,
  { faint, warning }: Colours,
  nowMs: number,
): string[] {
  const sorted = [...events].sort((one, other) => one.since - other.since);
  const rows = sorted.map(({ source, key, eventType, since, tries, failure, overdue }) => [
    source,
    key,
    eventType,
    `${ageText(nowMs - since)}${overdue ? ' overdue' : ''}`,
    String(tries),
    failure ? `${failure.type}: ${failure.message}` : '-',
  ]);
  const heads = ['SOURCE', 'KEY', 'TYPE', 'PARKED', 'TRIES', 'FAILURE'];
  const [head = '', ...lines] = columns([heads, ...rows.map((row) => row.map(printable))], screen);
  return [faint(head), ...lines.map((line, at) => (sorted[at]?.overdue ? warning(line) : line))];
}
