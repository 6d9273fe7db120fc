import { startForeignWorker } from '../support/foreign-worker';
import { untilParked } from '../support/parked';
import { startSystem, type System } from '../support/system';
import { batch, ownerOf } from './batches';

const event = (EventType: string, field: string) => ({ EventType, [field]: { TaskId: 'a' }, EventHandle: 'of-nobody' });
const ended = event('PullComplete', 'PullCompleteEvent');
const unattended = event('ClipComplete', 'ClipCompleteEvent');
const parking = event('ConcatComplete', 'ConcatCompleteEvent');

/** Of events that only a workflow can see to, too, nothing is confirmed that is not finished, save what is parked. */
describe('with the policy "processed"', () => {
  let system: System;
  let foreign: { stop(): Promise<void> };
  const taskQueue = `foreign-${process.pid}`;

  beforeAll(async () => {
    system = await startSystem({
      poll: false,
      routes: {
        PullComplete: { activity: 'publish', taskQueue },
        ClipComplete: { activity: 'publish', taskQueue: `${taskQueue}-unattended` },
        ConcatComplete: { park: 'not yet ours' },
      },
    });
    foreign = await startForeignWorker(taskQueue, { publish: () => ({ published: true }) });
  });
  afterAll(async () => {
    await foreign.stop();
    await system.stop();
  });

  /** Late, so that there is little time to wait. */
  const strictly = (event: object, lateMs: number) =>
    batch(system, [event], { confirmPolicy: 'processed', pulledAt: Date.now() - lateMs });

  it('an event is done when the activity of another worker is', async () => {
    expect(await strictly(ended, 10_000)).toMatchObject({ done: 1, owned: 0, left: 0 });
  });

  it('it is left when the activity does not end within the window', async () => {
    expect(await strictly(unattended, 22_000)).toMatchObject({ done: 0, owned: 0, left: 1, unfinished: [0] });
  });

  it('one whose route parks it is parked, and does not come again for that', async () => {
    expect(await strictly(parking, 0)).toMatchObject({ done: 0, owned: 1, left: 0 });
    const { EventHandle: _, ...content } = parking;
    expect(await untilParked(ownerOf(system, content))).toMatchObject({
      tries: 0,
      failure: { type: 'Park', message: 'not yet ours' },
    });
  });
});
