import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FoundEvent } from '../../src/client';
import { commandLine } from '../support/command-line';
import { startEncryptedPoller } from '../support/encrypted-poller';
import { ParkedDeployment } from '../support/parked-deployment';
import { CliProcess } from '../support/processes';
import { until } from '../support/system';
import { onTerminal } from '../support/terminal';

const CANARY = 'canary-payload-4b1f';
const event = (TaskId: string, more = {}) => ({
  EventType: 'PullComplete',
  PullCompleteEvent: { TaskId, Note: CANARY, ...more },
});

/** An operator with nothing but the command line, and a worker that goes on meanwhile. */
describe('vod-events', () => {
  let there: ParkedDeployment;
  let source: string;
  let key: string;
  const directory = mkdtempSync(join(tmpdir(), 'vod-events-'));
  beforeAll(async () => {
    there = await ParkedDeployment.start();
    ({ source } = there);
    const [parked] = await there.park(event('steer-1', { Fails: 'NoDatabase', FileInfo: { FileId: 'steer-file' } }));
    key = parked?.key ?? '';
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const state = async (): Promise<string> => (await there.deployment.status()).state;

  it('status shows a source with its figures, the backlog from VOD among them, as a table and as JSON', async () => {
    await until('the first word of the pump', async () => {
      const { stdout } = await commandLine(['status', '--source', source, '--json']);
      return stdout.includes('"lastPullAt"');
    });
    const table = await commandLine(['status', '--source', source], there.deployment.env);
    const json = await commandLine(['status', '--source', source, '--json']);
    expect(table).toMatchObject({ code: 0, stderr: '' });
    expect(table.stdout).toMatch(/^SOURCE +STATE +PULLED +RATE +HEADROOM +OPEN +OWNED +PARKED +BACKLOG +LAST ERROR\n/);
    expect(table.stdout).toMatch(new RegExp(`^${source} +running +\\d+[sm] +- .* 0 +1 +0 +-$`, 'm'));
    expect(table.stdout).not.toContain('\u001b');
    expect(JSON.parse(json.stdout)).toMatchObject({ source, parked: 1, owned: 0, poller: { state: 'running' } });
    expect(JSON.parse(json.stdout)).not.toHaveProperty('backlog');
    expect(await commandLine(['status', '--source', 'nobody'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('status --watch prints a block for each look where there is no terminal, and Ctrl-C ends it with 0', async () => {
    const run = new CliProcess(['status', '--source', source, '--watch']);
    await until('two looks', () => run.stdout.split(`\n${source} `).length > 2, 120_000);
    expect(await run.kill('SIGINT')).toEqual({ code: 0, signal: null });
    expect(run.stderr).toBe('');
    expect(run.stdout).not.toContain('\u001b');
  });

  it('status --watch draws over itself on a terminal, and leaves it as it was', async () => {
    const { code, screen } = await onTerminal(
      ['status', '--source', source, '--watch'],
      '\u0003',
      {},
      (shown) => shown.split('\u001b[H').length > 2,
    );
    expect(code).toBe(0);
    expect(screen).toContain('\u001b[2mSOURCE');
    expect(screen.trimEnd().endsWith('\u001b[?25h\u001b[?1049l')).toBe(true);
  });

  it('pause says what it would do, does it, and resume takes it back', async () => {
    const look = await commandLine(['pause', source, '--dry-run']);
    expect(look).toMatchObject({ code: 0, stdout: '' });
    expect(look.stderr).toMatch(new RegExp(`^would pause ${source} \\(running\\)\n1 source: no more pulls`));
    const json = await commandLine(['pause', source, '--dry-run', '--json']);
    expect(JSON.parse(json.stdout)).toEqual({ source, before: 'running', signal: 'pause', dryRun: true });
    expect(await state()).toBe('running');
    const paused = await commandLine(['pause', source]);
    expect(paused).toMatchObject({ code: 0, stdout: `Source ${source} will pause.\n` });
    await until('paused', async () => (await state()) === 'paused');
    const shown = await commandLine(['status', '--source', source]);
    expect(shown.stdout).toMatch(new RegExp(`^${source} +paused \\d+s `, 'm'));
    const resumed = await commandLine(['resume', source, '--json']);
    expect(JSON.parse(resumed.stdout)).toEqual({ source, before: 'paused', signal: 'resume' });
    await until('running', async () => (await state()) === 'running');
  });

  it('pause of all leaves out a poller that cannot be read, and says so', async () => {
    const poller = await startEncryptedPoller(there.deployment.client, `${source}.encrypted`, 'nobody');
    try {
      const look = await until('both listed', async () => {
        const { stderr } = await commandLine(['pause', '--all', '--dry-run']);
        return stderr.includes(`${source}.encrypted`) && stderr;
      });
      expect(look).toMatch(new RegExp(`^leaves out ${source}\\.encrypted: its poller cannot be read here`, 'm'));
      expect(look).toMatch(new RegExp(`^would pause ${source} `, 'm'));
      expect(look).not.toContain(`would pause ${source}.encrypted`);
      const named = await commandLine(['pause', `${source}.encrypted`, '--dry-run']);
      expect(named.stderr).toMatch(/^would pause .*\.encrypted \(unknown\)$/m);
    } finally {
      await poller.terminate();
    }
  });

  it('pause of a name that nobody has changes nothing and says how to mend it', async () => {
    const { code, stdout, stderr } = await commandLine(['pause', 'no-such-source']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^vod-events: No poller of source "no-such-source" runs: check the name.*\n$/);
  });

  it('events find says where an event is and what became of it, without its payload', async () => {
    const found = await until('found', async () => {
      const run = await commandLine(['events', 'find', 'steer-file', '--source', source]);
      return run.code === 0 && run;
    });
    expect(found.stderr).toMatch(/^1 event found in \d+ batch(es)? since \S+ and \d+ workflows? of events\.\n$/);
    expect(found.stdout).toMatch(new RegExp(`^key +${key}$`, 'm'));
    expect(found.stdout).toMatch(/^type +PullComplete, found by its FileId$/m);
    expect(found.stdout).toMatch(/pulled \S+ \(\d+[sm] ago\): owned, confirmed$/m);
    expect(found.stdout).toMatch(/parked since \S+, 1 failed try, NoDatabase$/m);
    expect(found.stdout).not.toContain(CANARY);
    const json = await commandLine(['events', 'find', `vod-event/${source}/${key}`, '--json', '--since', '2h']);
    expect(JSON.parse(json.stdout) as FoundEvent).toMatchObject({ key, by: 'key', owned: { state: 'parked' } });
    const none = await commandLine(['events', 'find', 'no-such-id', '--source', source, '--json']);
    expect(none).toMatchObject({ code: 1, stdout: '' });
    expect(none.stderr).toContain('No event found in');
    expect(await commandLine(['events', 'find', 'no-such-id', '--source', source])).toMatchObject({ stdout: '' });
  });

  it('trace tells an event step by step, without its payload', async () => {
    const { code, stdout, stderr } = await commandLine(['trace', key, '--source', source]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [head, ...lines] = stdout.trimEnd().split('\n');
    expect(head).toBe(`PullComplete  ${source}  ${key}`);
    const said = lines.map((line) => line.replace(/^\S+Z +\+\S+s +/, ''));
    expect(said).toEqual(
      expect.arrayContaining([
        'pulled, or submitted',
        expect.stringContaining(`batch started: vod-batch/${source}/`),
        'owned in its batch',
        'confirmed with VOD',
        expect.stringMatching(`^owned by vod-event/${source}/${key}, failed tries in its batch: 1`),
        'parked after 1 failed try (NoDatabase: It said: NoDatabase)',
      ]),
    );
    expect(stdout).not.toContain(CANARY);
    const unknown = await commandLine(['trace', 'no-such-key', '--source', source]);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toMatch(
      /^vod-events: No event of source .* \(\d+ batch(es)? read\)\. .*look further back.*\n$/,
    );
  });

  it('submit says what it would do, does it once, and says of handles what they are worth', async () => {
    const file = join(directory, 'events.json');
    writeFileSync(
      file,
      JSON.stringify({ Response: { EventSet: [event('steer-2'), { ...event('steer-3'), EventHandle: 'old' }] } }),
    );
    const args = ['submit', file, '--source', source];
    const look = await commandLine([...args, '--dry-run'], there.deployment.env);
    expect(look).toMatchObject({ code: 0 });
    expect(look.stdout).toMatch(new RegExp(`^vod-batch/${source}/submitted-\\w+ would be started\\.\n$`));
    expect(look.stderr).toMatch(
      /^Would submit 2 events \(PullComplete\) to source .*1 of them has a handle.*30 s after its pull/,
    );
    const workflowId = look.stdout.split(' ')[0] ?? '';
    expect(await commandLine(args, there.deployment.env)).toMatchObject({
      code: 0,
      stdout: `${workflowId} was started.\n`,
    });
    const result = await there.deployment.client.workflow.getHandle(workflowId).result();
    expect(result).toMatchObject({ done: 2, owned: 0, left: 0 });
    const again = await commandLine(args, there.deployment.env);
    expect(again).toMatchObject({ code: 0, stdout: `${workflowId} was started before: nothing was started.\n` });
    const other = await commandLine([...args, '--id', 'another', '--json'], there.deployment.env);
    expect(JSON.parse(other.stdout)).toMatchObject({ source, events: 2, batches: [{ startedBefore: false }] });
  });
});
