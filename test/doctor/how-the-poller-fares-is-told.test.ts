import { ensurePoller } from '../../src/client/poller';
import { vodEvents } from '../../src/client';
import { pollerId } from '../../src/core/contract';
import { startEncryptedPoller } from '../support/encrypted-poller';
import { keysEnv, newKey } from '../support/encryption-keys';
import { startSystem, until, type System } from '../support/system';
import { by, examined, wrongOnes } from './support';

describe('while a worker runs', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ routes: { '*': () => {} } });
  });
  afterAll(async () => {
    await system.client.workflow.getHandle(pollerId(system.source)).terminate();
    await system.stop();
  });
  const seen = (env: Record<string, string> = {}) =>
    examined(system.emulator, { VOD_EVENTS_TASK_QUEUE: system.taskQueue, ...env }, { source: system.source });
  const phase = async (state: string) => {
    const { state: now } = await vodEvents(system.client).poller(system.source).status();
    return now === state;
  };

  it('everything is all right: nothing is wrong, and there is nothing to do', async () => {
    await until('a first pull', () => system.emulator.journal.of('call').some(({ api }) => api === 'PullEvents'));
    const all = await until('its report', async () => {
      const found = await seen();
      return by('poller', found)[0]?.found.includes('last pull') && found;
    });
    expect(all.lines.filter(({ result }) => result !== 'ok')).toEqual([]);
    expect(by('workers', all)[0]?.found).toContain('1 for workflows, 1 for owned events, 1 for the pump');
    expect(by('poller', all)[0]?.found).toMatch(/running; last pull \d+ s ago, (empty|ok)/);
  });

  it('keys here and none there, or the other way round, is a warning before anybody writes with them', async () => {
    const found = by('encryption', await seen(keysEnv(newKey('2026-11'))));
    expect(found).toMatchObject([{ result: 'warning', source: system.source }]);
    expect(found[0]?.found).toBe('the poller was started with nothing, and we would write with the key "2026-11"');
  });

  it('a poller that is paused is a warning', async () => {
    const poller = vodEvents(system.client).poller(system.source);
    await poller.pause();
    await until('the pause', () => phase('paused'));
    const found = await seen();
    expect(by('poller', found)).toMatchObject([{ result: 'warning', todo: `vod-events resume ${system.source}` }]);
    expect(wrongOnes(found)).toEqual([]);
    await poller.resume();
  });

  it('a poller that is halted is wrong: by what, and the request id', async () => {
    const fault = system.emulator.fault({
      api: 'PullEvents',
      kind: { error: 'UnauthorizedOperation' },
      times: Infinity,
    });
    await until('the halt', () => phase('halted'));
    const found = await seen();
    fault.clear();
    expect(wrongOnes(found)).toEqual(['poller']);
    expect(by('poller', found)[0]?.found).toMatch(/halted since .* by UnauthorizedOperation; request id [0-9a-f-]{36}/);
  });

  it('that VOD has refused calls for their rate is a warning: others may use it up', async () => {
    system.emulator.fault({ api: 'PullEvents', kind: { error: 'RequestLimitExceeded' } });
    const line = await until('it in the report', async () => {
      const [found] = by('rate', await seen());
      return found?.result === 'warning' && found;
    });
    expect(line.found).toContain('VOD refused PullEvents by RequestLimitExceeded at 20');
    expect(line.todo).toContain('VOD_EVENTS_RATE');
  });

  it('a poller of the same application by another name is a warning', async () => {
    const other = await ensurePoller(system.client, '1500000077', system.taskQueue);
    const found = await until('it in the list', async () => {
      const { lines } = await seen({ VOD_SUB_APP_ID: '1500000077' });
      const [line] = by('other consumers', { lines });
      return line?.result === 'warning' && line;
    });
    await other.terminate();
    expect(found.found).toContain('vod-poller/1500000077 runs in this namespace too');
  });

  it('a poller that is encrypted with another key is wrong, and one that no worker answers for', async () => {
    const key = newKey('theirs');
    const source = `${system.source}-encrypted`;
    const poller = await startEncryptedPoller(system.client, source, `${system.taskQueue}-nobody`, key);
    const where = { VOD_EVENTS_TASK_QUEUE: `${system.taskQueue}-nobody` };
    const [without, withKey] = await Promise.all([
      examined(system.emulator, where, { source }),
      examined(system.emulator, { ...where, ...keysEnv(key) }, { source }),
    ]).finally(() => poller.terminate());
    expect(by('encryption', without)).toMatchObject([
      { result: 'wrong', found: expect.stringContaining('encrypted with the key "theirs"') as string },
    ]);
    expect(by('encryption', withKey)).toMatchObject([{ result: 'ok' }]);
    expect(by('poller', withKey)).toMatchObject([
      { result: 'wrong', todo: expect.stringContaining('Start a worker') as string },
    ]);
    expect(by('workers', withKey)[0]?.result).toBe('warning');
  });
});
