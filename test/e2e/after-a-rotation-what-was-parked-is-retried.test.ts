import type { EventState } from '../../src/client';
import { keysEnv, newKey, ringOf } from '../support/encryption-keys';
import { Deployment } from '../support/processes';
import { executionsOf, historyBytes } from '../support/stored';
import { until } from '../support/system';

const older = newKey('older');
const newer = newKey('newer');

describe('an event that was parked under the old key', () => {
  it('is retried and done by workers with the new key and the old one', async () => {
    const deployment = await Deployment.start({ holdMs: 200 }, undefined, ringOf(newer, older));
    const { client, taskQueue } = deployment;
    const before = await deployment.startWorker({ env: { ...keysEnv(older), VOD_EVENTS_TEST_TRIES: '1' } });
    const [taskId] = deployment.enqueue(1, { FailTries: 1 });
    await before.printed('Event parked');
    expect(await before.kill('SIGTERM')).toEqual({ code: 0, signal: null });

    await deployment.startWorker({ env: { ...keysEnv(newer, older), VOD_EVENTS_TEST_MENDED: '1' } });
    const event = await until('the event listed', async () =>
      (await executionsOf(client, taskQueue)).find(({ type }) => type === 'vodEvent'),
    );
    const handle = client.workflow.getHandle(event.workflowId);
    const failure = { message: 'The event said that this try fails.' };
    expect(await handle.query<EventState>('state')).toMatchObject({ state: 'parked', failure });
    await handle.signal('retry');
    expect(await handle.result()).toEqual({ state: 'done', tries: 0 });
    expect(deployment.tasksThat('ended')).toEqual([taskId]);
    expect((await historyBytes(client, event)).includes('newer')).toBe(true);
    expect(deployment.emulator.stats()).toMatchObject({ confirmed: 1, redelivered: 0 });
  });
});
