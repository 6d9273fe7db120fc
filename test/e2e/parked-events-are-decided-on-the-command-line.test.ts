import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ParkedDeployment } from '../support/parked-deployment';
import { until } from '../support/system';

const failing = (TaskId: string, Fails: string, EventType = 'PullComplete') => ({
  EventType,
  [`${EventType}Event`]: { TaskId, Fails },
});

/** An operator with nothing but the command line, and workers that go on meanwhile. */
describe('vod-events parked', () => {
  let there: ParkedDeployment;
  let source: string;
  beforeAll(async () => {
    there = await ParkedDeployment.start();
    ({ source } = there);
  });

  const keyOf = async (Fails: string): Promise<string> => {
    const found = (await there.list()).find(({ failure }) => failure?.type === Fails);
    if (!found) throw new Error(`Nothing parked by ${Fails}.`);
    return found.key;
  };
  const result = (key: string) => there.deployment.client.workflow.getHandle(`vod-event/${source}/${key}`).result();

  it('lists what is parked, as a table without the payload and as JSON lines', async () => {
    const events = [failing('list-1', 'NoDatabase'), failing('list-2', 'NoNetwork', 'ClipComplete')];
    const parked = await there.park(...events);
    const table = await there.cli(['list', '--source', source]);
    expect(table).toMatchObject({ code: 0, stderr: '2 parked events.\n' });
    const [head, ...lines] = table.stdout.trimEnd().split('\n');
    expect(head).toMatch(/^SOURCE +KEY +TYPE +PARKED +TRIES +FAILURE$/);
    expect(lines).toHaveLength(2);
    expect(new Set([head, ...lines].map((line) => line?.search(/FAILURE|No(Database|Network): It said/))).size).toBe(1);
    expect(table.stdout).not.toContain('list-1');
    expect(table.stdout).not.toContain('\u001b');

    const json = await there.cli([
      'list',
      '--source',
      source,
      '--failure',
      'NoNetwork',
      '--type',
      'ClipComplete',
      '--json',
    ]);
    expect(json).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(json.stdout)).toEqual(parked.find(({ eventType }) => eventType === 'ClipComplete'));
    const older = await there.cli(['list', '--source', source, '--older-than', '1 hour']);
    expect(older).toMatchObject({ code: 0, stdout: '', stderr: 'No parked event matches.\n' });
  });

  it('shows one event with its payload, by key or by id', async () => {
    const key = await keyOf('NoDatabase');
    const shown = await there.cli(['show', key, '--source', source]);
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toMatch(/^state +parked$/m);
    expect(shown.stdout).toMatch(/^failure +NoDatabase: It said: NoDatabase \(/m);
    expect(shown.stdout).toContain('"TaskId": "list-1"');
    const json = await there.cli(['show', `vod-event/${source}/${key}`, '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      source,
      key,
      state: { state: 'parked' },
      event: failing('list-1', 'NoDatabase'),
    });
    expect((await there.cli(['show', key], { VOD_SUB_APP_ID: '7' })).stderr).toContain('source "7"');
  });

  it('retries one event, with a changed one from a file', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'vod-events-'));
    const file = join(directory, 'event.json');
    writeFileSync(file, JSON.stringify({ EventType: 'PullComplete', PullCompleteEvent: { TaskId: 'mended' } }));
    const key = await keyOf('NoDatabase');
    const run = await there.cli(['retry', key, '--source', source, '--event', file]);
    expect(run).toMatchObject({ code: 0, stdout: `The event ${key} of source ${source} will be handled again.\n` });
    expect(run.stderr).toMatch(
      new RegExp(
        `^retry PullComplete ${key} of source ${source}, parked \\d+[sm] ago after 1 failed try: NoDatabase\n$`,
      ),
    );
    expect(await result(key)).toEqual({ state: 'done', tries: 0 });
    const again = await there.cli(['retry', key, '--source', source, '--event', file]);
    expect(again).toMatchObject({ code: 2, stdout: '' });
    expect(again.stderr).toMatch(/^vod-events: The event .* is not parked: it has ended/);
    rmSync(directory, { recursive: true });
  });

  it('discards one event for a reason', async () => {
    const key = await keyOf('NoNetwork');
    const discard = ['discard', key, '--source', source, '--reason', 'by hand', '--json'];
    const look = await there.cli([...discard, '--dry-run']);
    expect(look).toMatchObject({ code: 0, stderr: expect.stringMatching(/^would discard ClipComplete /) });
    expect(JSON.parse(look.stdout)).toEqual({ source, key, signal: 'discard', dryRun: true });
    expect((await there.list()).map((event) => event.key)).toContain(key);
    const run = await there.cli(discard);
    expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(/^discard ClipComplete /) });
    expect(JSON.parse(run.stdout)).toEqual({ source, key, signal: 'discard' });
    expect(await result(key)).toEqual({ state: 'discarded', tries: 1, reason: 'by hand' });
    expect((await there.cli(['show', key, '--source', source])).stdout).toMatch(/^reason +by hand$/m);
  });

  it('decides about many by a filter: looks first, then acts, and counts', async () => {
    await until('nothing parked', async () => (await there.list()).length === 0);
    await there.park(...['m-1', 'm-2', 'm-3'].map((id) => failing(id, 'NoDisk')), failing('m-4', 'Other'));
    const filter = ['--source', source, '--failure', 'NoDisk'];
    const look = await there.cli(['discard', ...filter, '--reason', 'cleaned up', '--dry-run']);
    expect(look).toMatchObject({ code: 0, stderr: '3 parked events.\n' });
    expect(look.stdout.trimEnd().split('\n')).toHaveLength(4);
    expect(await there.list()).toHaveLength(4);

    const refused = await there.cli(['discard', ...filter, '--reason', 'cleaned up']);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/no terminal to ask on.*--yes/);

    const run = await there.cli(['discard', ...filter, '--reason', 'cleaned up', '--yes']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toBe('3 matched: 3 will be dropped, 0 skipped (not parked any more), 0 failed.\n');
    await until('one left', async () => (await there.list()).length === 1);

    const retried = await there.cli(['retry', '--source', source, '--yes', '--json']);
    expect(retried).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(retried.stdout)).toEqual({ matched: 1, signalled: 1, skipped: 0, failed: [] });
  });
});
