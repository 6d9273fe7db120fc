import { Command } from 'commander';
import { vodEvents, type ShownEvent } from '../client';
import { withClient } from './connect';
import { identityFrom, sourceFlag } from './parked-flags';
import { ageText, coloursOf, columns, lineOfJson, prettyJson, printable, timeText } from './text';

const EXAMPLES = `
Examples:
  vod-events parked show 0f3c…
  vod-events parked show vod-event/1500000001/0f3c…
  vod-events parked show 0f3c… --json | jq .event > event.json
`;

export function showCommand(): Command {
  return new Command('show')
    .description('Shows one event, payload included, parked or not.')
    .argument('<key>', 'key of the event, or the id of its workflow')
    .addOption(sourceFlag('source of the event (default: VOD_SUB_APP_ID, or "default")'))
    .option('--json', 'as one JSON object')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(argument: string, flags: { source?: string; json?: boolean }): Promise<void> {
  const { source, key } = identityFrom(argument, flags.source);
  const shown = await withClient((client) => vodEvents(client).event(key, source).show());
  if (flags.json) return console.log(lineOfJson(shown));
  const { faint } = coloursOf(process.stdout, process.env);
  for (const line of columns(factsOf(shown, Date.now()), {})) console.log(line);
  if (shown.unanswered === undefined) console.log(`${faint('event, as it is now:')}\n${prettyJson(shown.event)}`);
  else console.error(`No worker answered, so the event itself cannot be shown: ${printable(shown.unanswered)}`);
}

/** Name and value of all that is known, the payload left out. */
function factsOf(shown: ShownEvent, nowMs: number): string[][] {
  const { source, key, status, eventType, parked, state, result } = shown;
  const { tries, failure } = state ?? parked ?? {};
  const at = (ms: number): string => `${timeText(ms)} (${ageText(nowMs - ms)} ago)`;
  const facts: [name: string, value: string | undefined][] = [
    ['source', source],
    ['key', key],
    ['type', eventType],
    ['workflow', status],
    ['state', state?.state ?? (parked && 'parked') ?? result?.state],
    ['since', at((state ?? parked)?.since ?? Number.NaN)],
    ['overdue', (state ?? parked)?.overdue ? 'yes' : undefined],
    ['tries', tries === undefined ? undefined : `${tries} failed`],
    ['failure', failure && `${failure.type}: ${failure.message} (${timeText(failure.at)})`],
    ['owned', state && at(state.ownedAt)],
    ['first parked', state?.firstParkedAt === undefined ? undefined : at(state.firstParkedAt)],
    ['refused', state?.refused && `${state.refused.signal}: ${state.refused.problem} (${timeText(state.refused.at)})`],
    ['reason', result?.reason],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, printable(value)]]));
}
