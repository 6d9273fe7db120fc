/** The change that brings the wanted events into the queue. */
import { VodCallError } from '../vod/errors';
import { EVENT_SWITCHES, SWITCHED_EVENTS, type EventConfig, type EventConfigChange } from '../vod/event-config';
import { orFailure, once, type SourceContext } from './context';
import { answerOf, isDenied, isWanted, MODE, originOf, SWITCHES } from './event-config';
import { lookAt, wrong, type Line } from './finding';

export interface Fix {
  source: string;
  /** What it changes, one change each. */
  changes: string[];
  /** Makes the change and looks again. The lines replace those of the same checks and source. */
  apply: () => Promise<Line[]>;
}

/** Nothing where nothing is to be changed, or it cannot be told. */
export async function fixOf(context: SourceContext): Promise<Fix | undefined> {
  const { source, vod } = context;
  const config = await context.eventConfig();
  if (config instanceof VodCallError) return undefined;
  const on = EVENT_SWITCHES.filter((name) => config[name] !== 'ON' && isWanted(source.routes, name));
  const changes = [
    ...modeChange(config),
    ...on.map((name) => `${name} ${config[name] ?? 'OFF'} -> ON (${SWITCHED_EVENTS[name]})`),
  ];
  if (changes.length === 0) return undefined;
  return {
    source: source.name,
    changes,
    apply: async () => {
      const done = await orFailure(vod.modifyEventConfig(wholeChange(config, on)));
      if (done instanceof VodCallError) return [refused(source.name, done)];
      const eventConfig = once(() => orFailure(vod.describeEventConfig().then((answer) => answer.config)));
      return lookAt([MODE, SWITCHES], { ...context, eventConfig }, source.name);
    },
  };
}

function modeChange({ Mode: mode, NotificationUrl: url }: EventConfig): string[] {
  if (mode === 'PULL') return [];
  const posted = url === undefined ? '' : ` (${originOf(url)} gets no events any more)`;
  return [`Mode ${mode ?? '(not told)'} -> PULL${posted}`];
}

/** All of it, because the documents do not say what becomes of a switch that is not named. */
function wholeChange(config: EventConfig, on: readonly string[]): EventConfigChange {
  const switches = EVENT_SWITCHES.map((name) => [name, on.includes(name) || config[name] === 'ON' ? 'ON' : 'OFF']);
  return { Mode: 'PULL', ...(Object.fromEntries(switches) as Omit<EventConfigChange, 'Mode'>) };
}

function refused(source: string, failure: VodCallError): Line {
  const todo = isDenied(failure)
    ? 'Allow these keys the action vod:ModifyEventConfig in CAM, or change it in the console of VOD.'
    : 'Run it again in a moment, or change it in the console of VOD.';
  return { check: 'fix', source, ...wrong(answerOf(failure), todo) };
}
