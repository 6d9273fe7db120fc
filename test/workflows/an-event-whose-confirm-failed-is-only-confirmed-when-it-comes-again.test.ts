import { startSystem, until, type System } from '../support/system';

describe('redelivery', () => {
  let system: System;
  const handled: string[] = [];
  beforeAll(async () => {
    system = await startSystem({
      emulator: { windowMs: 2_000 },
      routes: { '*': (event: { type: string }) => void handled.push(event.type) },
    });
  });
  afterAll(() => system.stop());

  it('confirms an event with a natural identity without processing it again, and processes one without again', async () => {
    system.emulator.fault({ api: 'ConfirmEvents', times: 3, kind: { error: 'InvalidParameterValue' } });
    system.emulator.enqueue([
      { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: 'the same task' } },
      { EventType: 'MediaCastStatusChanged', MediaCastStatusChangedEvent: { CastId: 'c', Status: 'Working' } },
    ]);
    await until('both confirmed in the end', () => system.emulator.stats().confirmed === 2);
    expect(system.emulator.stats().redelivered).toBe(2);
    expect(handled.filter((type) => type === 'ClipComplete')).toHaveLength(1);
    expect(handled.filter((type) => type === 'MediaCastStatusChanged')).toHaveLength(2);
  });
});
