import { freePorts } from '../../demo/free-ports';
import { pollerId } from '../../src/core/contract';
import type { LivenessReport, ReadinessReport } from '../../src/worker/health';
import { Deployment, type CliProcess } from '../support/processes';
import { until } from '../support/system';

interface Probed<T> {
  status: number;
  body: T;
}

async function probe<T>(url: string): Promise<Probed<T> | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    return { status: response.status, body: (await response.json()) as T };
  } catch {
    return undefined;
  }
}

let deployment: Deployment;
let worker: CliProcess;
let live: () => Promise<Probed<LivenessReport> | undefined>;
let ready: () => Promise<Probed<ReadinessReport> | undefined>;

beforeAll(async () => {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  live = () => probe(`${url}/livez`);
  ready = () => probe(`${url}/readyz`);
  deployment = await Deployment.start();
  worker = deployment.launchWorker({ env: { VOD_EVENTS_HEALTH_ADDRESS: `127.0.0.1:${port}` } });
});

it('live from the start and ready once its workers run; then it says when it pulled last', async () => {
  const first = await until('an answer', async () => (await live()) && (await ready()));
  // It may have been ready before anybody asked.
  if (first.status === 503) expect(first.body.reason).toMatch(/not started|cannot be reached/);
  await worker.printed('Worker started');
  await until('ready', async () => (await ready())?.status === 200);
  const { status, body } = await until('a pull', async () => {
    const answer = await live();
    return answer?.body.sources[deployment.source]?.reason.startsWith('This process pulls') && answer;
  });
  expect({ status, live: body.live }).toEqual({ status: 200, live: true });
});

it('frozen, it does not answer; going on, it is live', async () => {
  // Not awaited: it is the process's end that `kill` waits for.
  void worker.kill('SIGSTOP');
  try {
    expect(await live()).toBeUndefined();
  } finally {
    void worker.kill('SIGCONT');
  }
  await until('live', async () => (await live())?.status === 200);
});

it('with its poller paused it is live, and says that it is', async () => {
  await deployment.client.workflow.getHandle(pollerId(deployment.source)).signal('pause');
  const paused = await until(
    'paused',
    async () => {
      const answer = await live();
      return answer?.body.sources[deployment.source]?.reason.includes('paused') && answer;
    },
    45_000,
  );
  expect(paused).toMatchObject({ status: 200, body: { live: true } });
  await deployment.client.workflow.getHandle(pollerId(deployment.source)).signal('resume');
});

it('draining, it is live and not ready', async () => {
  deployment.enqueue(1, { WorkMs: 8_000 });
  await until('the handler', () => deployment.tasksThat('began').length === 1);
  const exit = worker.kill('SIGTERM');
  const answer = await until('not ready', async () => {
    const found = await ready();
    return found?.status === 503 && found;
  });
  expect(answer.body).toEqual({ ready: false, reason: 'This process drains.' });
  expect(await live()).toMatchObject({ status: 200, body: { live: true } });
  expect(await exit).toEqual({ code: 0, signal: null });
});
