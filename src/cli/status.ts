import { Command } from 'commander';
import { vodEvents, type SourceView } from '../client';
import { backlogOf } from './backlog';
import { withClient } from './connect';
import { UsageError } from './exit';
import { sourceFlag } from './parked-flags';
import { Rates } from './rates';
import { statusLines, type StatusRow } from './status-table';
import { coloursOf, lineOfJson } from './text';
import { watch } from './watch';

const HELP = `
PULLED is how long ago the last pull came back, RATE pulls and events a second (only with --watch: it is measured between two words of the
pump, which come every 5 s), HEADROOM the least that was left of the window when a confirm was answered in the last minute, OPEN the pump's open
batches, OWNED events with a workflow that are being handled, PARKED those whose tries are used up. BACKLOG is asked of VOD, which knows it some
minutes late, where TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY are set, for the application they are set for.

Without a worker the state is unknown, and the rest is what the pump said last. "unreadable" is a poller that is encrypted with a key that is
missing here; --json says which.

Examples:
  vod-events status
  vod-events status --source 1500000001 --watch
  vod-events status --json | jq -r 'select(.poller.state != "running") | .source'
`;

interface Flags {
  source?: string;
  watch?: boolean;
  json?: boolean;
}

export function statusCommand(): Command {
  return new Command('status')
    .description('Shows how every source fares: state, last pull, rate, headroom, events, last error.')
    .addOption(sourceFlag('this source only (default: all that there are)'))
    .option('--watch', 'look again every 2 s, until Ctrl-C')
    .option('--json', 'one JSON object a line for each source')
    .addHelpText('after', HELP)
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  await withClient(async (client) => {
    const rates = new Rates();
    const look = async (): Promise<StatusRow[]> => {
      const [views, backlog] = await Promise.all([
        vodEvents(client).sources(flags.source === undefined ? {} : { source: flags.source }),
        backlogOf(process.env, flags.source),
      ]);
      return views.map((view) => rowOf(view, rates, backlog));
    };
    const rendered = async (): Promise<string[]> => {
      const rows = await look();
      if (flags.json) return rows.map((row) => lineOfJson(row));
      if (flags.watch && rows.length === 0) return [noSource(flags.source)];
      return statusLines(rows, process.stdout, coloursOf(process.stdout, process.env), Date.now());
    };
    if (flags.watch) {
      await watch(process.stdout, rendered, { isPlain: flags.json === true });
      // Not by closing the connection: a call that is under way, as to a Temporal that is away, would then end the process with a stack.
      process.exit(0);
    }
    const lines = await rendered();
    if (lines.length === 0 && flags.source !== undefined) {
      throw new UsageError(noSource(flags.source));
    }
    for (const line of lines) console.log(line);
    if (lines.length === 0) console.error(noSource(undefined));
  });
}

function noSource(asked: string | undefined): string {
  if (asked === undefined) return 'There is no source yet: start a worker, and its poller is there.';
  return `There is no source "${asked}": nothing polls it, and none of its events is open. See "vod-events status" for all that there are.`;
}

function rowOf(view: SourceView, rates: Rates, backlog: { source: string; events?: number } | undefined): StatusRow {
  const rate = rates.of(view);
  const isKnown = backlog?.source === view.source && backlog.events !== undefined;
  return { ...view, ...(rate && { rate }), ...(isKnown && { backlog: backlog.events }) };
}
