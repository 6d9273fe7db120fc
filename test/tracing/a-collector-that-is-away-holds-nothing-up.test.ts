import { freePorts } from '../../demo/free-ports';
import { Collector } from '../support/collector';
import { Deployment, type LogLine } from '../support/processes';
import { until } from '../support/system';

const WARN = 40;

it('a collector that is away costs one line of the log, and is used once it is back', async () => {
  const [port = 0] = await freePorts(1);
  const deployment = await Deployment.start({ holdMs: 500 });
  const { emulator } = deployment;
  const worker = await deployment.startWorker({
    env: { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `http://127.0.0.1:${port}/v1/traces`, OTEL_BSP_SCHEDULE_DELAY: '50' },
  });
  const aboutTraces = (): LogLine[] => worker.log().filter(({ msg }) => /traces/i.test(msg));

  deployment.enqueue(1);
  await emulator.waitUntilConfirmed(1);
  await worker.printed('Traces do not arrive');
  // More spans that are not taken, and time to complain of them.
  for (const confirmed of [2, 3]) {
    deployment.enqueue(1);
    await emulator.waitUntilConfirmed(confirmed);
  }
  const collector = await Collector.start(port);
  let confirmed = 3;
  await until('spans that arrive', async () => {
    deployment.enqueue(1);
    await emulator.waitUntilConfirmed(++confirmed);
    return collector.spans.length > 0;
  });
  await worker.printed('Traces arrive again');
  expect(aboutTraces()).toMatchObject([
    { level: WARN, error: 'ECONNREFUSED' },
    { level: 30, msg: 'Traces arrive again' },
  ]);
  expect(worker.log().filter(({ level }) => level >= WARN)).toHaveLength(1);

  await collector.stop();
  deployment.enqueue(1);
  await emulator.waitUntilConfirmed(++confirmed);
  expect(await worker.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(emulator.stats()).toMatchObject({ confirmed, redelivered: 0 });
});
