import { basename, delimiter, dirname, join } from 'node:path';
import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { freePorts } from './free-ports';
import { startProcess } from './processes';

const START_TIMEOUT_MS = 30_000;
/** A file that is not there: an empty one breaks the SDK's reader, and without one it would read the user's. */
const NO_PROFILES = join(__dirname, 'no-temporal-profiles.toml');

export interface TemporalServer {
  readonly client: Client;
  readonly address: string;
  /** It ends with the demo. */
  readonly own: boolean;
  /** Of the web UI. Unknown for a server that was there already. */
  readonly uiUrl?: string;
  /** The environment of a worker that is to use this server. */
  readonly env: NodeJS.ProcessEnv;
  /** A command line of the Temporal CLI for this server, to be copied into a shell. */
  command(subcommand: string, ...flags: string[]): string;
  /** Disconnects; ends the server if it is the demo's own. */
  stop(): Promise<void>;
}

/** Neither a server nor the CLI to start one was named. The npm script names one of them. */
class NoTemporalError extends Error {
  override readonly name = 'NoTemporalError';
  constructor() {
    super(
      'There is no Temporal server. Start the demo with "npm run demo", which finds one or gets the CLI to start one.',
    );
  }
}

/** The development server ended, or did not answer in time. */
class TemporalStartError extends Error {
  override readonly name = 'TemporalStartError';
  constructor(
    readonly cli: string,
    readonly output: string,
    options: ErrorOptions,
  ) {
    super(
      `${cli} did not start a Temporal server. ${output.trim() || 'It printed nothing. Try "temporal server start-dev" yourself.'}`,
      options,
    );
  }
}

/**
 * The server at TEMPORAL_ADDRESS, or a development server of the demo's own with its UI, which keeps everything in memory and gets these flags.
 * @throws NoTemporalError, TemporalStartError
 */
export async function startTemporal(flags: string[] = []): Promise<TemporalServer> {
  if (process.env.TEMPORAL_ADDRESS) return useGiven();
  const cli = process.env.VOD_EVENTS_TEMPORAL_CLI;
  if (!cli) throw new NoTemporalError();
  return startOwn(cli, flags);
}

async function useGiven(): Promise<TemporalServer> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const { address = '127.0.0.1:7233' } = connectionOptions;
  const connection = await Connection.connect(connectionOptions);
  return {
    client: new Client({ connection, namespace }),
    address,
    own: false,
    env: process.env,
    command: (subcommand, ...flags) =>
      commandLine(`temporal ${subcommand}`, ['--address', address, '--namespace', namespace, ...flags]),
    stop: () => connection.close(),
  };
}

/** Not by @temporalio/testing: its server shares the demo's process group and would be gone at Ctrl-C, before the worker has drained. */
async function startOwn(cli: string, more: string[]): Promise<TemporalServer> {
  const [port, uiPort] = await freePorts(2);
  const address = `127.0.0.1:${port}`;
  const flags = ['--ip', '127.0.0.1', '--port', `${port}`, '--ui-port', `${uiPort}`, '--log-level', 'error', ...more];
  let output = '';
  const server = startProcess(cli, ['server', 'start-dev', ...flags], {
    env: process.env,
    output: (line) => (output = `${output}\n${line}`.slice(-2_000)),
  });
  const connection = await connectTo({ address }, server.exited).catch((cause: unknown) => {
    throw new TemporalStartError(cli, output, { cause });
  });
  return {
    client: new Client({ connection }),
    address,
    own: true,
    uiUrl: `http://127.0.0.1:${uiPort}`,
    env: { ...withoutTemporalSettings(process.env), TEMPORAL_ADDRESS: address, TEMPORAL_CONFIG_FILE: NO_PROFILES },
    command: (subcommand, ...flags) =>
      commandLine(`${quoted(cliName(cli))} ${subcommand}`, ['--address', address, ...flags]),
    stop: async () => {
      await connection.close();
      await server.stop(5_000);
    },
  };
}

/** Tries until the server answers, has ended, or the time is over. */
async function connectTo(options: ConnectionOptions, ended: Promise<unknown>): Promise<Connection> {
  let over = false;
  void ended.then(() => (over = true));
  for (const giveUpAt = Date.now() + START_TIMEOUT_MS; ;) {
    try {
      return await Connection.connect({ ...options, connectTimeout: 1_000 });
    } catch (error) {
      if (over || Date.now() > giveUpAt) throw error;
    }
  }
}

/** Namespace, keys and profiles are those of another server. */
function withoutTemporalSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}

function cliName(cli: string): string {
  const onPath = (process.env.PATH ?? '').split(delimiter).includes(dirname(cli));
  return onPath ? basename(cli) : cli;
}

function commandLine(command: string, flags: string[]): string {
  return [command, ...flags.map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : JSON.stringify(word);
}
