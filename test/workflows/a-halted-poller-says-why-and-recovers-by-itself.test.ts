import { pollerId, type PollerStatus } from '../../src/core/contract';
import { startSystem, until, type System } from '../support/system';

/** Promise 5 and 8: a cause that a person must mend halts the poller, loudly and without a hot loop, and it goes on once it is gone. */
describe('a halted poller', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ routes: { '*': () => {} } });
  });
  afterAll(() => system.stop());

  const status = (): Promise<PollerStatus> =>
    system.client.workflow.getHandle(pollerId(system.source)).query<PollerStatus>('status');
  const calls = (): number => system.emulator.journal.of('call').filter(({ api }) => api === 'PullEvents').length;

  it('names the code and the request id, probes slowly, and resumes at a signal or by itself', async () => {
    await until('running', async () => (await status()).state === 'running' && calls() > 0);
    const fault = system.emulator.fault({
      api: 'PullEvents',
      times: Infinity,
      kind: { error: 'AuthFailure.SignatureFailure' },
    });
    const halted = await until('halted', async () => {
      const now = await status();
      return now.state === 'halted' && now;
    });
    expect(halted.halted).toMatchObject({
      type: 'VodConfiguration',
      code: 'AuthFailure.SignatureFailure',
      requestId: expect.any(String),
    });

    const before = calls();
    const poller = system.client.workflow.getHandle(pollerId(system.source));
    await poller.signal('resume');
    await until('a probe at once', () => calls() === before + 1);

    fault.clear();
    system.emulator.enqueue([{ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 't' } }]);
    // Without another signal: the next probe finds the cause gone. Until then nothing is called.
    await until('running again', async () => (await status()).state === 'running', 90_000);
    expect(system.emulator.journal.of('call').filter(({ code }) => code.startsWith('AuthFailure'))).toHaveLength(2);
    await until('the event confirmed', () => system.emulator.stats().confirmed === 1);
    expect((await status()).halted).toBeUndefined();
  }, 150_000);
});
