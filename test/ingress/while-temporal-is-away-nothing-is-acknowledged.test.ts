import { INGRESS_START_TIMEOUT_MS } from '../../src/core/defaults';
import { runIngress } from '../../src/ingress/run';
import { loadIngressConfig } from '../../src/ingress/config';
import { post, pushUntilTaken, signatureBy } from '../support/push';
import { Relay } from '../support/relay';
import { startSystem, until, type System } from '../support/system';
import { KEY, recordingLogger } from './support';

const handled: string[] = [];
const log = recordingLogger();
const stop = new AbortController();
let system: System;
let relay: Relay;
let running: Promise<void>;
let origin: string;

beforeAll(async () => {
  const handler = ({ payload }: { payload: { TaskId: string } }): void => void handled.push(payload.TaskId);
  system = await startSystem({ routes: { '*': handler }, poll: false });
  relay = await Relay.to(process.env.TEMPORAL_ADDRESS ?? '');
  await relay.cut();
  const env = {
    ...process.env,
    TEMPORAL_ADDRESS: relay.address,
    VOD_EVENTS_INGRESS_ADDRESS: '127.0.0.1:0',
    VOD_EVENTS_INGRESS_KEY: KEY,
    VOD_EVENTS_TASK_QUEUE: system.taskQueue,
  };
  running = runIngress(loadIngressConfig(env, { source: system.source }), log, stop.signal);
  const started = await until('the ingress', () => log.lines.find(({ message }) => message === 'Ingress started'));
  origin = String(started.url);
});
afterAll(async () => {
  stop.abort();
  await running;
  await relay.cut();
  await system.stop();
});

it('until it is back: then VOD’s repeat is taken, once', async () => {
  const url = `${origin}/vod/events`;
  const event = { EventType: 'PullComplete', PullCompleteEvent: { TaskId: 'task' } };

  const began = Date.now();
  const refused = await post(url, { ...event, ...signatureBy(KEY) });
  expect(Date.now() - began).toBeLessThan(INGRESS_START_TIMEOUT_MS + 1_500);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('5');
  // What was wrong, and not that the time had passed: the client did not pause until after it.
  const [refusal] = log.lines.filter(({ reason }) => reason === 'temporal-unavailable');
  expect(refusal?.error).toContain('ECONNREFUSED');
  expect((await fetch(`${origin}/readyz`)).status).toBe(503);
  expect((await fetch(`${origin}/livez`)).status).toBe(200);
  await until('a warning', () => log.lines.some(({ message }) => message.startsWith('Temporal cannot be reached')));

  const repeats = pushUntilTaken(url, event, KEY);
  await relay.mend();
  const statuses = await repeats;
  expect(statuses.slice(0, -1).every((status) => status === 503)).toBe(true);
  await until('the handler', () => handled.length > 0);
  await until('ready', async () => (await fetch(`${origin}/readyz`)).status === 200);

  // And away once more, in the middle of its life.
  await relay.cut();
  expect((await post(url, { ...event, Other: 1, ...signatureBy(KEY) })).status).toBe(503);
  expect(handled).toEqual(['task']);
});
