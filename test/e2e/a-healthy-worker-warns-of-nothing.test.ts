import { Deployment } from '../support/processes';
import { until } from '../support/system';

const WARN = 40;

it('under load, with handlers that are slow or fail and recover, and while it drains, a worker logs nothing at warn or above', async () => {
  const deployment = await Deployment.start();
  const worker = await deployment.startWorker({ env: { VOD_EVENTS_LOG_LEVEL: 'debug' } });
  deployment.enqueue(200);
  deployment.enqueue(10, { WorkMs: 2_500 });
  deployment.enqueue(10, { FailTries: 2 });
  deployment.enqueue(2, { FailTries: 5 });
  await until('all confirmed', () => deployment.emulator.stats().confirmed === 222);
  await until('all done', () => deployment.tasksThat('ended').length === 222);
  // Under way when it is told to stop.
  deployment.enqueue(10, { WorkMs: 500 });
  await until('the last handlers', () => deployment.tasksThat('began').length >= 232);
  expect(await worker.kill('SIGTERM')).toEqual({ code: 0, signal: null });

  const lines = worker.log();
  expect(lines.filter(({ level }) => level >= WARN)).toEqual([]);
  expect(worker.stderr).toBe('');
  // It was not silent because nothing is logged at all: each line of ours names what happened, and the source, and the batch.
  const started = lines.filter(({ happening }) => happening === 'batch:start:ok');
  expect(started.length).toBeGreaterThan(0);
  for (const line of started)
    expect(line).toMatchObject({ source: deployment.source, batch: expect.stringMatching(/^vod-batch\//) });
  const failed = lines.find(({ happening }) => happening === 'handler:try:failed');
  expect(failed).toMatchObject({ source: deployment.source, key: expect.any(String), failureType: 'Error' });
});
