import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from '../support/command-line';

const PAYLOAD = 'canary-payload-0b77';
const directory = mkdtempSync(join(tmpdir(), 'vod-events-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(directory, name), text);
  return join(directory, name);
};
afterAll(() => rmSync(directory, { recursive: true }));

const nowhere = { TEMPORAL_ADDRESS: '127.0.0.1:1' };

/** None of these ever gets as far as Temporal. */
it.each([
  [[], 'Usage: vod-events parked'],
  [['list', '--before', 'yesterday'], 'It must be a day (UTC) or a time with its zone'],
  [['retry'], '--all means every parked event'],
  [['retry', '--all'], 'no terminal to ask on'],
  [['retry', 'key', '--event', file('text.json', `{${PAYLOAD}`)], 'is not JSON'],
  [['retry', 'key', '--event', file('type.json', `{"Type":"${PAYLOAD}"}`)], '"event.EventType" must be'],
  [['discard', 'key'], "required option '--reason <text>'"],
])('%j exits with 2 and says %j', async (args, message) => {
  const { code, stdout, stderr } = await commandLine(['parked', ...args], nowhere);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(stderr).not.toContain(PAYLOAD);
});

describe('a Temporal that', () => {
  it('cannot be reached is told with its address, and exits with 1', async () => {
    const { code, stderr } = await commandLine(['parked', 'list'], nowhere);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^vod-events: Temporal at 127\.0\.0\.1:1, .*TEMPORAL_ADDRESS.*\n$/);
  });

  it('does not have the namespace is told with its name', async () => {
    const { code, stderr } = await commandLine(['parked', 'list'], { TEMPORAL_NAMESPACE: 'no-such-namespace' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^vod-events: Temporal at .*"no-such-namespace".*\n$/);
  });

  it('does not know the event says what to check', async () => {
    const { code, stdout, stderr } = await commandLine(['parked', 'retry', 'no-such-key', '--source', 'nobody']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^vod-events: No event of source "nobody" has the key "no-such-key".*list.*\n$/);
  });
});

describe('--help', () => {
  it.each(['list', 'show', 'retry', 'discard'])('of parked %s has examples', async (command) => {
    const { code, stdout, stderr } = await commandLine(['parked', command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Usage: vod-events parked ${command}`);
    expect(stdout).toMatch(new RegExp(`^Examples:\n +vod-events parked ${command}`, 'm'));
  });
});
