import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { pollerId, type PollerStatus } from '../../src/core/contract';
import { startSystem, until, type System } from '../support/system';

/** The next pump may run on another worker, which knows nothing but what it is told. */
describe('the keys of events that could not be confirmed', () => {
  let system: System;
  let handled = 0;
  beforeAll(async () => {
    system = await startSystem({ emulator: { windowMs: 3_000 }, routes: { '*': () => void handled++ } });
  });
  afterAll(() => system.stop());

  it('go with the poller through a halt to the next pump', async () => {
    const poller = system.client.workflow.getHandle(pollerId(system.source));
    const state = async (): Promise<string> => (await poller.query<PollerStatus>('status')).state;
    system.emulator.fault({ api: 'ConfirmEvents', times: 1, kind: { error: 'InvalidParameterValue' } });
    system.emulator.enqueue([{ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'a' } }]);
    await until(
      'processed and refused',
      () =>
        handled === 1 &&
        system.emulator.journal
          .of('call')
          .some(({ api, code }) => api === 'ConfirmEvents' && code === 'InvalidParameterValue'),
    );
    const fault = system.emulator.fault({
      api: 'PullEvents',
      times: Infinity,
      kind: { error: 'AuthFailure.SecretIdNotFound' },
    });
    await until('halted', async () => (await state()) === 'halted');
    fault.clear();
    await poller.signal('resume');
    await until('confirmed', () => system.emulator.stats().confirmed === 1);
    expect(handled).toBe(1);

    const history = JSON.parse(historyToJSON(await poller.fetchHistory())) as { events: Scheduled[] };
    const requests = history.events.flatMap(({ activityTaskScheduledEventAttributes: scheduled }) =>
      scheduled?.activityType.name === 'pump' ? [decoded(scheduled.input.payloads[0]?.data ?? '')] : [],
    );
    expect(requests.at(-1)).toMatchObject({ memory: { remembered: [expect.any(String)] } });
  });
});

interface Scheduled {
  activityTaskScheduledEventAttributes?: { activityType: { name: string }; input: { payloads: { data: string }[] } };
}

const decoded = (data: string): unknown => JSON.parse(Buffer.from(data, 'base64').toString());
