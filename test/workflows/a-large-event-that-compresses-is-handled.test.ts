import { executionsOf, historyBytes } from '../support/stored';
import { startSystem, until, type System } from '../support/system';

/** Larger than Temporal takes as it is; VOD would deliver it again and again. */
const TEXT = '{"Definition":100010,"Status":"SUCCESS"},'.repeat(80_000);

describe('an event of three megabytes that repeats itself', () => {
  let system: System;
  const handled: string[] = [];

  beforeAll(async () => {
    const handler = ({ payload }: { payload: { Text: string } }) => void handled.push(payload.Text);
    system = await startSystem({ routes: { PullComplete: handler } });
  });
  afterAll(() => system.stop());

  it('goes through Temporal compressed, and reaches its handler as it was', async () => {
    system.emulator.enqueue([{ EventType: 'PullComplete', PullCompleteEvent: { TaskId: 'large', Text: TEXT } }]);
    await until('confirmed', () => system.emulator.stats().confirmed === 1);
    expect(handled).toEqual([TEXT]);
    const batch = await until('the batch listed', async () =>
      (await executionsOf(system.client, system.taskQueue)).find(({ type }) => type === 'vodEventBatch'),
    );
    const history = await historyBytes(system.client, batch);
    expect(history.includes('binary/zlib')).toBe(true);
    expect(history.length).toBeLessThan(TEXT.length / 20);
  });
});
