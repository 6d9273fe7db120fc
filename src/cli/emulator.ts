import { Command, InvalidArgumentError, Option } from 'commander';
import { EMULATOR_CREDENTIAL, VodEmulator, type EmulatorOptions, type JournalEntry } from '../testing';
import { SWITCH_VALUES } from '../testing/emulator/switches';
import { EVENT_MODES, EVENT_SWITCHES, type EventMode } from '../vod/event-config';

const EXAMPLES = `
What it prints at start says how a worker uses it, and how events get in and faults are made.

Examples:
  vod-events emulator
  vod-events emulator --port 4690 --window-ms 5000 --log      a short window, to see redeliveries soon
  vod-events emulator --mode PUSH                             an application that is set wrongly, for vod-events doctor
`;

interface Options {
  port: number;
  host: string;
  secretId: string;
  secretKey: string;
  subAppId?: number;
  windowMs: number;
  holdMs: number;
  rateLimit: number;
  badHandle: EmulatorSwitches['badHandle'];
  confirmTwice: EmulatorSwitches['confirmTwice'];
  empty: EmulatorSwitches['empty'];
  redeliveredHandle: EmulatorSwitches['redeliveredHandle'];
  mode: EventMode;
  eventSwitches: 'ON' | 'OFF';
  log?: boolean;
}

type EmulatorSwitches = Required<NonNullable<EmulatorOptions['switches']>>;

export function emulatorCommand(): Command {
  return new Command('emulator')
    .description('Runs a strict stand-in for the VOD event queue, to try handlers with. Ends at SIGTERM or Ctrl-C.')
    .option('--port <number>', 'TCP port; 0 takes a free one', wholeNumber(0, 65_535), 4680)
    .option('--host <address>', 'address to bind', '127.0.0.1')
    .option('--secret-id <id>', 'SecretId it accepts', EMULATOR_CREDENTIAL.secretId)
    .option('--secret-key <key>', 'SecretKey it accepts', EMULATOR_CREDENTIAL.secretKey)
    .option('--sub-app-id <number>', 'the only application there is (default: any)', wholeNumber(0))
    .option('--window-ms <ms>', 'how long a handle confirms', wholeNumber(1), 30_000)
    .option('--hold-ms <ms>', 'how long an empty pull is held', wholeNumber(0), 5_000)
    .option('--rate-limit <calls>', 'calls a second for each API', wholeNumber(1), 100)
    .addOption(switchOption('--bad-handle', 'a confirm call with a late or unknown handle', SWITCH_VALUES.badHandle))
    .addOption(switchOption('--confirm-twice', 'a handle confirmed a second time', SWITCH_VALUES.confirmTwice))
    .addOption(switchOption('--empty', 'a pull with nothing to deliver', SWITCH_VALUES.empty))
    .addOption(switchOption('--redelivered-handle', 'the handle of a redelivery', SWITCH_VALUES.redeliveredHandle))
    .addOption(switchOption('--mode', 'the mode of the applications; PUSH fills no queue', EVENT_MODES))
    .addOption(switchOption('--event-switches', 'events of uploads, deletions and persistence', ['ON', 'OFF']))
    .option('--log', 'print what happens, one JSON line each')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { badHandle, confirmTwice, empty, redeliveredHandle, secretId, secretKey } = options;
  const emulator = await VodEmulator.start({
    port: options.port,
    host: options.host,
    credentials: [{ secretId, secretKey }],
    windowMs: options.windowMs,
    holdMs: options.holdMs,
    rateLimit: options.rateLimit,
    switches: { badHandle, confirmTwice, empty, redeliveredHandle },
    eventConfig: {
      Mode: options.mode,
      ...Object.fromEntries(EVENT_SWITCHES.map((name) => [name, options.eventSwitches])),
    },
    ...(options.subAppId !== undefined && { subAppIds: [options.subAppId] }),
    ...(options.log && { onEntry: (entry: JournalEntry) => console.log(JSON.stringify(entry)) }),
  });
  console.log(introduction(emulator, options));
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  await emulator.stop();
}

function introduction({ url }: VodEmulator, { secretId, secretKey, subAppId }: Options): string {
  const event = `{"EventType":"ClipComplete","ClipCompleteEvent":{"TaskId":"task-1"}}`;
  return [
    `VOD emulator at ${url}. For a worker:`,
    `  export VOD_ENDPOINT=${url}`,
    `  export TENCENTCLOUD_SECRET_ID=${secretId} TENCENTCLOUD_SECRET_KEY=${secretKey}`,
    ...(subAppId !== undefined ? [`  export VOD_SUB_APP_ID=${subAppId}`] : []),
    'Put an event in, and look:',
    `  curl -X POST ${url}/_emulator/events -d '[${event}]'`,
    `  curl ${url}/_emulator/stats`,
  ].join('\n');
}

function switchOption(flag: string, description: string, values: readonly string[]): Option {
  return new Option(`${flag} <how>`, description).choices(values).default(values[0]);
}

function wholeNumber(minimum: number, maximum = 2 ** 31 - 1): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
  };
}
