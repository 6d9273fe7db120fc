import { join } from 'node:path';
import { CommanderError } from 'commander';
import { allCommands } from '../../src/cli/commands';
import { isCallersMistake } from '../../src/cli/mistakes';
import { createProgram } from '../../src/cli/program';
import { directory, file, quiet } from './cli-support';

const PAYLOAD = 'canary-payload-19c4';

/** None of these gets as far as a connection; main.ts makes exit code 2 of them. */
it.each([
  [['staus'], 'unknown command'],
  [['status', '--source', 'a/b'], 'It must have 1 to 100 letters'],
  [['status', '--wtach'], "unknown option '--wtach'"],
  [['status', 'shop'], 'too many arguments'],
  [['pause'], 'either name one source, or say --all. "vod-events status" lists them.'],
  [['resume', 'shop', '--all'], 'either name one source, or say --all'],
  [['pause', 'a b'], 'It must have 1 to 100 letters'],
  [['pause', '--all'], 'no terminal to ask on. Look with --dry-run first, then add --yes.'],
  [['events'], '(outputHelp)'],
  [['events', 'find'], "missing required argument 'id'"],
  [['events', 'find', ''], 'the id is empty'],
  [['events', 'find', 'x', '--since', 'yesterday'], 'It must be a duration such as "90s" or "2 hours", or a day (UTC)'],
  [['trace'], "missing required argument 'key'"],
  [['trace', 'vod-event/one/key', '--source', 'two'], '--source is "two"'],
  [['submit'], "missing required argument 'file'"],
  [['submit', join(directory, 'none.json')], 'none.json cannot be read (ENOENT)'],
  [['submit', file('text.json', `{${PAYLOAD}`)], 'is not JSON'],
  [
    ['submit', file('number.json', '7')],
    'must hold an event (with an EventType), a list of events, or an object with an EventSet',
  ],
  [['submit', file('object.json', `{"${PAYLOAD}":1}`)], 'must hold an event'],
  [['submit', file('empty.json', '{"EventSet":[]}')], 'holds no event'],
  [
    ['submit', file('list.json', `[{"EventType":"FileDeleted"},{"Type":"${PAYLOAD}"}]`)],
    'element 1 of the file is no event',
  ],
  [['completion', 'tcsh'], 'Allowed choices are bash, zsh, fish'],
])('vod-events %j is a mistake of the caller: %j', async (args, message) => {
  const error: unknown = await quiet(createProgram('0.0.0', allCommands()))
    .parseAsync(args, { from: 'user' })
    .catch((thrown: unknown) => thrown);
  expect(error instanceof CommanderError || isCallersMistake(error)).toBe(true);
  expect(String(error)).toContain(message);
  expect(String(error)).not.toContain(PAYLOAD);
});
