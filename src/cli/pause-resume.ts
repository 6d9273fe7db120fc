import { Command } from 'commander';
import type { Client } from '@temporalio/client';
import { PollerNotRunningError, vodEvents, type PollerView, type SourceView } from '../client';
import { counted } from '../core/counted';
import { canAsk, confirmed } from './confirm';
import { withClient } from './connect';
import { EXIT_FAILED, UsageError } from './exit';
import { sourceName } from './parked-flags';
import { lineOfJson } from './text';

interface Flags {
  all?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
}

type Verb = 'pause' | 'resume';

interface Target {
  source: string;
  state: PollerView['state'];
}

const EFFECT: Record<Verb, string> = {
  pause: 'no more pulls within 5 s, until resume; what was pulled is finished, and VOD keeps the rest for four days',
  resume: 'pulls go on, at once even where halted',
};

const EXAMPLES: Record<Verb, string> = {
  pause: `
Nothing is lost meanwhile: VOD keeps events for four days, and those that were pulled are finished and confirmed. Needs no worker: one that
starts later finds the source paused.

Examples:
  vod-events pause 1500000001
  vod-events pause --all --dry-run        which ones would it be?
  vod-events pause --all --yes
`,
  resume: `
Examples:
  vod-events resume 1500000001            also one that is halted: its next probe is made at once
  vod-events resume --all --yes
`,
};

export const pauseCommand = (): Command =>
  commandOf('pause', 'Stops pulling a source, or all. What was pulled is finished; no event is lost.');
export const resumeCommand = (): Command =>
  commandOf('resume', 'Has a source that is paused or halted pulled again, or all.');

function commandOf(verb: Verb, description: string): Command {
  return new Command(verb)
    .description(description)
    .argument('[source]', 'name of the source: SubAppId, "default", or what its worker was given', sourceName)
    .option('--all', 'every source that has a poller')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--yes', 'do not ask; needed for --all where there is no terminal')
    .option('--json', 'print the outcome as one JSON object a line for each source')
    .addHelpText('after', EXAMPLES[verb])
    .action((source: string | undefined, flags: Flags) => run(verb, source, flags));
}

async function run(verb: Verb, source: string | undefined, flags: Flags): Promise<void> {
  if ((source === undefined) === !flags.all) {
    throw new UsageError(`${verb}: either name one source, or say --all. "vod-events status" lists them.`);
  }
  if (flags.all && !flags.dryRun && !flags.yes && !canAsk()) {
    throw new UsageError(`${verb}: there is no terminal to ask on. Look with --dry-run first, then add --yes.`);
  }
  await withClient(async (client) => {
    const targets = await targetsOf(client, source);
    for (const { source: name, state } of targets)
      console.error(`${flags.dryRun ? 'would ' : ''}${verb} ${name} (${state})`);
    if (targets.length === 0) console.error('No source has a poller.');
    else console.error(`${counted(targets.length, 'source')}: ${EFFECT[verb]}.`);
    if (flags.dryRun) {
      if (flags.json) for (const target of targets) console.log(lineOfJson(outcomeOf(verb, target, true)));
      return;
    }
    if (targets.length === 0) return;
    if (flags.all && !flags.yes && !(await confirmed(`${verb} ${counted(targets.length, 'source')}?`))) {
      console.error('Nothing was done.');
      process.exitCode = EXIT_FAILED;
      return;
    }
    for (const target of targets) await send(client, verb, target, flags.json === true);
  });
}

async function targetsOf(client: Client, source: string | undefined): Promise<Target[]> {
  const views = await vodEvents(client).sources(source === undefined ? {} : { source });
  const isForeign = ({ poller }: SourceView): boolean => source === undefined && poller?.unreadable === true;
  for (const view of views.filter(isForeign))
    console.error(
      `leaves out ${view.source}: its poller cannot be read here, so it may belong to others; name it, if it is meant`,
    );
  const targets = views.flatMap((view) =>
    view.poller && !isForeign(view) ? [{ source: view.source, state: view.poller.state }] : [],
  );
  if (source !== undefined && targets.length === 0) throw new PollerNotRunningError(source);
  return targets;
}

function outcomeOf(verb: Verb, { source, state }: Target, dryRun: boolean): object {
  return { source, before: state, signal: verb, ...(dryRun && { dryRun }) };
}

/** The state may be another by now, and either signal does no harm where it has nothing to do. */
async function send(client: Client, verb: Verb, { source, state }: Target, isJson: boolean): Promise<void> {
  try {
    await vodEvents(client).poller(source)[verb]();
    if (isJson) console.log(lineOfJson(outcomeOf(verb, { source, state }, false)));
    else console.log(`Source ${source} will ${verb}.`);
  } catch (error) {
    if (!(error instanceof PollerNotRunningError)) throw error;
    console.error(`failed: ${error.message}`);
    process.exitCode = EXIT_FAILED;
  }
}
