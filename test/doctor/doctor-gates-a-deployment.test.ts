import { commandLine } from '../support/command-line';
import { Deployment, routesFile, runCli } from '../support/processes';
import { until } from '../support/system';
import { onTerminal } from '../support/terminal';

const ARGS = ['doctor', '--routes', routesFile('journal.mjs')];

describe('vod-events doctor', () => {
  let there: Deployment;
  beforeAll(async () => {
    there = await Deployment.start({ holdMs: 200, windowMs: 3_000 });
  });
  const args = (...more: string[]) => [...ARGS, '--source', there.source, ...more];
  const toPush = () => there.emulator.setEventConfig({ Mode: 'PUSH', UploadMediaCompleteEventSwitch: 'OFF' });

  it('ends with 1 when something is, as JSON too, and prints no key', async () => {
    const env = { ...there.env, TENCENTCLOUD_SECRET_KEY: 'quite-another-key' };
    const { code, stdout, stderr } = await runCli(args('--json'), env);
    expect([code, stderr]).toEqual([1, '']);
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { check: string; result: string }[] };
    expect(ok).toBe(false);
    expect(checks.filter(({ result }) => result === 'wrong')).toMatchObject([
      { check: 'credentials', source: there.source, todo: expect.any(String) as string },
    ]);
    for (const secret of ['quite-another-key', there.env.TENCENTCLOUD_SECRET_ID ?? ''])
      expect(stdout).not.toContain(secret);
  });

  it('lists every problem of a configuration that does not load', async () => {
    const { code, stdout } = await commandLine(['doctor'], {
      ...there.env,
      VOD_EVENTS_RATE: 'fast',
      VOD_SUB_APP_ID: 'x',
    });
    expect(code).toBe(1);
    for (const name of ['VOD_EVENTS_RATE', 'VOD_SUB_APP_ID', 'routes'])
      expect(stdout).toMatch(new RegExp(`^wrong +configuration +.*${name}`, 'm'));
  });

  it.each([[['--yes']], [['--fix']], [['--fix', '--json']]])(
    'ends with 2 when it is used wrongly: %j',
    async (flags) => {
      const { code, stdout, stderr } = await commandLine(args(...flags), there.env);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('doctor: ');
    },
  );

  it('changes nothing without a yes', async () => {
    const before = toPush();
    const { code, screen } = await onTerminal(args('--fix'), 'n\r', there.env);
    expect(screen).toMatch(/Mode PUSH -> PULL\s+UploadMediaCompleteEventSwitch OFF -> ON \(NewFileUpload\)/);
    expect(screen).toContain('Nothing was changed.');
    expect(screen).toContain('\u001b[31mwrong');
    expect(code).toBe(1);
    expect(there.emulator.eventConfig()).toEqual(before);
  });

  it('changes what it has shown after a yes, and looks again', async () => {
    toPush();
    there.emulator.setSwitches({ omittedSwitch: 'OFF' });
    const { code, screen } = await onTerminal(args('--fix'), 'y\r', there.env);
    expect(code).toBe(0);
    expect(screen).toContain('PULL: events come into the queue');
    expect(there.emulator.eventConfig()).toMatchObject({
      Mode: 'PULL',
      UploadMediaCompleteEventSwitch: 'ON',
      DeleteMediaCompleteEventSwitch: 'ON',
      PersistenceCompleteEventSwitch: 'ON',
    });
  });

  it('ends with 0 when nothing is wrong, and takes no event until it is told to pull: then it hides them, and gives them back', async () => {
    there.emulator.setEventConfig({ Mode: 'PULL' });
    expect(there.pulls()).toEqual([]);
    there.enqueue(3);
    const { code, stdout, stderr } = await runCli(args('--pull'), there.env);
    expect(code).toBe(0);
    expect(stderr).toContain(
      '--pull hides up to 16 events of each source from the workers for 30 s. None is confirmed.',
    );
    expect(stdout).toContain('3 events, hidden from the workers for 30 s from now, then delivered again');
    expect(stderr).toMatch(/^\d+ findings: 0 wrong, \d+ warnings, \d+ not looked at\.$/m);
    expectAligned(stdout);
    expect(there.pulls()).toHaveLength(1);
    await until('the events are back', () => there.emulator.stats().waiting === 3);
    expect(there.emulator.stats()).toMatchObject({ confirmed: 0 });
  });
});

/** Each thing on a line, what was found in one column. */
function expectAligned(stdout: string): void {
  expect(stdout).not.toContain('\u001b');
  const found = stdout.split('\n').filter((line) => /^(ok|warning|wrong|skipped) /.test(line));
  expect(found.length).toBeGreaterThan(15);
  const width = Math.max(...found.map((line) => /^\S+ +\S.*?(?= {2})/.exec(line)?.[0].length ?? 0));
  for (const line of found) expect(line.slice(width, width + 3)).toMatch(/^ {2}\S$/);
}
