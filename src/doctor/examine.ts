/** Everything at once, in an order that people read: first what all the rest needs. Takes no event unless told to. */
import { Client, Connection } from '@temporalio/client';
import { pollerControl } from '../client/poller';
import { vodEventsDataConverter } from '../codec/data-converter';
import { peerProblems } from '../peers';
import { retryWithinDeadline } from '../retry-within-deadline';
import { loadWorkerConfig, type WorkerConfig, type WorkerFlags } from '../worker/config';
import { ConfigurationError, reasonOf } from '../worker/errors';
import { ServedSources } from '../worker/sources';
import { TEMPORAL_CLOCK, VOD_CLOCK } from './clocks';
import { CONSUMERS, twiceLines } from './consumers';
import { once, orFailure, type SourceContext, type TemporalContext } from './context';
import { CREDENTIALS, MODE, SUB_APP, SWITCHES } from './event-config';
import { HEADROOM, PARKED } from './fare';
import { lookAt, ok, wrong, type Check, type Line } from './finding';
import { fixOf, type Fix } from './fix';
import { ENCRYPTION, POLLER, RATE } from './poller';
import { BACKLOG, CONFIRM, PULL } from './queue';
import { NAMESPACE, PERMITTED, SERVER_VERSION, WORKERS } from './temporal';

/** A server that is there answers in milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;

const TEMPORAL_CHECKS: readonly Check<TemporalContext>[] = [
  NAMESPACE,
  SERVER_VERSION,
  PERMITTED,
  TEMPORAL_CLOCK,
  WORKERS,
  CONSUMERS,
];

const SOURCE_CHECKS: readonly Check<SourceContext>[] = [
  VOD_CLOCK,
  CREDENTIALS,
  SUB_APP,
  MODE,
  SWITCHES,
  CONFIRM,
  BACKLOG,
  POLLER,
  HEADROOM,
  PARKED,
  ENCRYPTION,
  RATE,
];

export interface ExamineOptions {
  /** Also pull once: hides up to 16 events for 30 s, and confirms none. */
  pull?: boolean;
}

export interface Examination {
  lines: Line[];
  /** What would bring events into the queue that do not come; one at most for a source. */
  fixes: Fix[];
}

/** Never throws for what it looks at: whatever is wrong is a line. */
export async function examine(
  env: NodeJS.ProcessEnv,
  flags: WorkerFlags,
  options: ExamineOptions = {},
): Promise<Examination> {
  const packages = await lookAt([PACKAGES], undefined);
  const loaded = await configurationOf(env, flags);
  if ('lines' in loaded) return { lines: [...packages, ...loaded.lines], fixes: [] };
  const { lines, fixes } = await examineConfig(loaded.config, options);
  return { lines: [...packages, loaded.line, ...lines], fixes };
}

/** The same of a configuration that is loaded already. */
export async function examineConfig(config: WorkerConfig, { pull = false }: ExamineOptions = {}): Promise<Examination> {
  const twice = await twiceLines(config);
  const served = new ServedSources(config.sources);
  const { line, context: temporal, close } = await connected(config);
  try {
    const sources = config.sources.map((source): SourceContext => {
      const { vod } = served.byName.get(source.name) ?? unserved(source.name);
      return {
        source,
        vod,
        temporal,
        eventConfig: once(() => orFailure(vod.describeEventConfig().then((answer) => answer.config))),
        poller: once(() =>
          temporal
            ? pollerControl(temporal.client, source.name, config.taskQueue).status()
            : Promise.reject(new Error('Temporal cannot be reached')),
        ),
        now: Date.now,
      };
    });
    const checks = pull ? [...SOURCE_CHECKS, PULL] : SOURCE_CHECKS;
    const [ofTemporal, ofSources] = await Promise.all([
      temporal ? lookAt(TEMPORAL_CHECKS, temporal) : [],
      Promise.all(sources.map((context) => lookAt(checks, context, context.source.name))),
    ]);
    const fixes = await Promise.all(sources.map((context) => fixOf(context)));
    return {
      lines: [...twice, line, ...ofTemporal, ...ofSources.flat()],
      fixes: fixes.filter((fix) => fix !== undefined),
    };
  } finally {
    served.close();
    await close();
  }
}

/** The lines with those in place of them that say the same anew, and the rest at the end. */
export function withLines(lines: readonly Line[], anew: readonly Line[]): Line[] {
  const about = ({ check, source }: Line): string => `${source} ${check}`;
  const replaced = new Set(anew.map(about));
  const kept = lines.filter((line) => !replaced.has(about(line)));
  const at = lines.findIndex((line) => replaced.has(about(line)));
  return at < 0 ? [...kept, ...anew] : [...kept.slice(0, at), ...anew, ...kept.slice(at)];
}

const PACKAGES: Check<undefined> = {
  name: 'packages',
  look: () => {
    const problems = peerProblems();
    if (problems.length > 0) return problems.map((problem) => wrong(problem, 'Install what is named there.'));
    return ok(`everything that is needed beside this package is installed; Node ${process.version}`);
  },
};

async function configurationOf(
  env: NodeJS.ProcessEnv,
  flags: WorkerFlags,
): Promise<{ config: WorkerConfig; line: Line } | { lines: Line[] }> {
  const check = 'configuration';
  try {
    const config = await loadWorkerConfig(env, flags);
    const names = config.sources.map(({ name }) => name).join(', ');
    const found = `settings and routes load; source${config.sources.length === 1 ? '' : 's'} ${names}`;
    return { config, line: { check, ...ok(found) } };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const todo = 'Mend it (docs/configuration.md); everything else is looked at after that.';
    return { lines: error.problems.map((problem) => ({ check, ...wrong(problem, todo) })) };
  }
}

interface Connected {
  line: Line;
  context?: TemporalContext;
  close: () => Promise<void>;
}

async function connected(config: WorkerConfig): Promise<Connected> {
  const { address, namespace, connectionOptions } = config.temporal;
  const check = 'Temporal';
  try {
    const connection = await Connection.connect({
      ...connectionOptions,
      connectTimeout: CONNECT_TIMEOUT_MS,
      interceptors: [retryWithinDeadline],
    });
    const dataConverter = vodEventsDataConverter({ keys: config.keys });
    const client = new Client({ connection, namespace, dataConverter });
    return {
      line: { check, ...ok(`${address} answers`) },
      context: { config, client },
      close: () => connection.close(),
    };
  } catch (error) {
    const todo = 'Check TEMPORAL_ADDRESS, its TLS and its API key; what needs Temporal is not looked at.';
    return { line: { check, ...wrong(`${address}: ${reasonOf(error)}`, todo) }, close: () => Promise.resolve() };
  }
}

function unserved(name: string): never {
  throw new Error(`The source ${name} has no client.`);
}
