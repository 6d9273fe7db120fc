import { Deployment, type CliProcess } from '../support/processes';
import { until } from '../support/system';

const SECRET = 'canary-secret-5d0c71';
const PAYLOAD = 'canary-payload-93be44';

/** Promise 11: secrets and payloads stay out of the logs, at the most talkative level and when things go wrong. */
describe('the log of a worker that is no terminal', () => {
  let deployment: Deployment;
  let worker: CliProcess;

  beforeAll(async () => {
    const credentials = [{ secretId: 'AKIDcanary0000001', secretKey: SECRET }] as const;
    deployment = await Deployment.start({ holdMs: 500, credentials });
    worker = await deployment.startWorker({ routes: 'canary.cjs', env: { VOD_EVENTS_LOG_LEVEL: 'trace' } });
  });

  it('is JSON, a line each, without secret and payload', async () => {
    deployment.emulator.fault({ api: 'PullEvents', kind: { error: 'InternalError' } });
    deployment.emulator.fault({ api: 'ConfirmEvents', kind: { error: 'SomethingNew', message: SECRET } });
    deployment.emulator.fault({ api: 'ConfirmEvents', kind: 'cutBody', times: 2 });
    const content = { TaskId: PAYLOAD, Text: PAYLOAD };
    const events = ['Done', 'Fails', 'Slow', 'NobodyWantsIt'].map((EventType) => ({
      EventType,
      [`${EventType}Event`]: content,
    }));
    // No payload at all where there should be one: such an event is parked.
    deployment.emulator.enqueue([...events, { EventType: 'PullComplete', PullCompleteEvent: PAYLOAD }]);
    await until('all confirmed', () => deployment.emulator.stats().confirmed === events.length + 1);
    await until('the failing one parked', () => worker.stdout.includes('Event parked'));
    deployment.emulator.enqueue([{ EventType: 'Done', DoneEvent: { ...content, Text: PAYLOAD.repeat(120_000) } }]);
    await until('a line about the event that is too large', () =>
      worker.log().some(({ msg }) => /too large/.test(msg)),
    );
    expect(await worker.kill('SIGTERM')).toEqual({ code: 0, signal: null });

    expect(worker.stderr).toBe('');
    // Throws on a line that is no JSON.
    const messages = worker.log().map(({ msg }) => msg);
    expect(messages).toEqual(expect.arrayContaining(['Worker started', 'Handled', 'Drained']));
    expect(worker.stdout).not.toContain(SECRET);
    expect(worker.stdout).not.toContain(PAYLOAD);
  });
});
