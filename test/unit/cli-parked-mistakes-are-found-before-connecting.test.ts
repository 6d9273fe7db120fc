import { join } from 'node:path';
import { CommanderError } from 'commander';
import { UsageError } from '../../src/cli/exit';
import { parkedCommand } from '../../src/cli/parked';
import { InvalidInput } from '../../src/core/input';
import { directory, file, quiet } from './cli-support';

const PAYLOAD = 'canary-payload-0b77';

/** None of these gets as far as a connection; main.ts makes exit code 2 of all three kinds of error. */
it.each([
  [['lsit'], 'unknown command'],
  [['list', 'key'], 'too many arguments'],
  [['list', '--source', 'a/b'], 'It must have 1 to 100 letters'],
  [['list', '--after', '2026-02-30T10:00:00'], 'It must be a day (UTC) or a time with its zone'],
  [['list', '--older-than', 'long'], 'It must be a duration'],
  [['show'], "missing required argument 'key'"],
  [['show', 'vod-event/one/key', '--source', 'two'], '--source is "two"'],
  [['discard', '--reason', 'x'], '--all means every parked event'],
  [['retry', 'key', '--type', 'PullComplete'], 'either a key or flags'],
  [['retry', 'key', '--all'], 'either a key or flags'],
  [['retry', '--all', '--yes', '--concurrency', '0'], 'It must be a whole number from 1 to 100'],
  [['retry', '--all', '--yes', '--event', file('event.json', '{}')], 'name its key'],
  [['retry', 'key', '--event', join(directory, 'no-such-file')], 'cannot be read (ENOENT)'],
  [['retry', 'key', '--event', file('null.json', 'null')], 'holds null'],
  [['retry', 'key', '--event', file('list.json', `["${PAYLOAD}"]`)], '"event" must be one JSON object'],
  [['discard', 'key', '--reason', ''], '"reason" must be a text'],
  [['discard', 'key', '--reason', 'x'.repeat(501)], '"reason" must have at most 500 characters'],
])('vod-events parked %j is a mistake of the caller: %j', async (args, message) => {
  const error: unknown = await quiet(parkedCommand())
    .parseAsync(args, { from: 'user' })
    .catch((thrown: unknown) => thrown);
  expect([CommanderError, UsageError, InvalidInput].some((kind) => error instanceof kind)).toBe(true);
  expect(String(error)).toContain(message);
  expect(String(error)).not.toContain(PAYLOAD);
});
