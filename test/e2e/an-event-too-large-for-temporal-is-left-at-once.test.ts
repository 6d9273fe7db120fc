import { randomBytes } from 'node:crypto';
import { Deployment, type CliProcess } from '../support/processes';
import { until } from '../support/system';

/** Promises 1 and 2: what Temporal can never take is left for VOD, loudly and without asking again, and holds up nothing that came with it. */
describe('an event larger than Temporal takes', () => {
  let deployment: Deployment;
  let worker: CliProcess;

  beforeAll(async () => {
    deployment = await Deployment.start();
    worker = await deployment.startWorker();
  });

  it('is left at once with its type, and the events beside it are confirmed', async () => {
    // Random, so that compressing it does not help enough.
    const huge = { TaskId: 'huge', Text: randomBytes(2_500_000).toString('base64') };
    deployment.emulator.enqueue([{ EventType: 'ClipComplete', ClipCompleteEvent: huge }]);
    const others = deployment.enqueue(5);
    await until('the others confirmed', () => deployment.emulator.stats().confirmed === others.length);
    const complaint = await until('a line about it', () => worker.log().find(({ msg }) => /too large/.test(msg)));
    expect(complaint).toMatchObject({ level: 50, eventType: 'ClipComplete' });
    expect(deployment.tasksThat('ended').sort()).toEqual(others.sort());
    expect(deployment.emulator.stats()).toMatchObject({ inFlight: 1, redelivered: 0 });
  });
});
