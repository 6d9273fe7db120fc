import type { EmulatorStats } from '../../src/testing';
import { CliProcess, Deployment, runCli, type Env } from '../support/processes';
import { until } from '../support/system';

async function startEmulator(...args: string[]): Promise<CliProcess> {
  const emulator = new CliProcess(['emulator', '--port', '0', ...args]);
  await emulator.printed('/_emulator/stats');
  return emulator;
}

/** The variables that it tells its user to set. */
function printedEnv({ stdout }: CliProcess): Env {
  const assignments = stdout.matchAll(/\b((?:VOD|TENCENTCLOUD)_\w+)=(\S+)/g);
  return Object.fromEntries(Array.from(assignments, ([, name = '', value = '']) => [name, value]));
}

describe('vod-events emulator', () => {
  it('prints what a worker has to be given, feeds that worker, and exits with 0 when told to stop', async () => {
    const emulator = await startEmulator(
      '--sub-app-id',
      '1500000007',
      '--secret-key',
      'a-key-of-its-own',
      '--hold-ms',
      '500',
    );
    const env = printedEnv(emulator);
    expect(env).toMatchObject({ VOD_SUB_APP_ID: '1500000007', TENCENTCLOUD_SECRET_KEY: 'a-key-of-its-own' });
    const control = `${env.VOD_ENDPOINT}/_emulator`;
    const stats = async () => (await (await fetch(`${control}/stats`)).json()) as EmulatorStats;

    const deployment = await Deployment.start();
    await deployment.startWorker({ env });
    const event = { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'task-1' } };
    const { status } = await fetch(`${control}/events`, { method: 'POST', body: JSON.stringify([event]) });
    expect(status).toBe(200);
    await until('the event confirmed', async () => (await stats()).confirmed === 1);
    await until('the event handled', () => deployment.tasksThat('ended').includes('task-1'));

    // With a long poll of the worker under way.
    await until('a long poll', async () => (await stats()).heldPulls === 1);
    expect(await emulator.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(emulator.stderr).toBe('');
  });

  it('prints what happens as JSON lines when asked to', async () => {
    const emulator = await startEmulator('--log');
    const { VOD_ENDPOINT } = printedEnv(emulator);
    const event = { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'task-1' } };
    await fetch(`${VOD_ENDPOINT}/_emulator/events`, { method: 'POST', body: JSON.stringify([event]) });
    const line = await until('a line', () => emulator.stdout.split('\n').find((text) => text.startsWith('{')));
    expect(JSON.parse(line)).toMatchObject({ kind: 'enqueued', eventType: 'ClipComplete' });
  });

  it.each([
    ['--port', 'http'],
    ['--port', '70000'],
    ['--window-ms', '0'],
    ['--rate-limit', '0'],
    ['--bad-handle', 'maybe'],
    ['--no-such-flag', 'value'],
  ])('refuses %s %s with exit code 2', async (flag, value) => {
    const { code, stdout, stderr } = await runCli(['emulator', flag, value]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(flag);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('says in a line that its port is taken', async () => {
    const { VOD_ENDPOINT = '' } = printedEnv(await startEmulator());
    const { port } = new URL(VOD_ENDPOINT);
    const { code, stderr } = await runCli(['emulator', '--port', port]);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(port)]);
  });
});
