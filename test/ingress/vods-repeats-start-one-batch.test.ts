import { randomBytes } from 'node:crypto';
import { startBatch } from '../../src/ingress/start-batch';
import { batchId, type BatchResult } from '../../src/core/contract';
import { post, secondsFromNow, signatureBy } from '../support/push';
import { startSystem, until, type System } from '../support/system';
import { KEY, PATH, startIngress, type TestIngress } from './support';

let system: System;
let ingress: TestIngress;
const handled: string[] = [];

beforeAll(async () => {
  const handler = ({ payload }: { payload: { Id: string } }): void => void handled.push(payload.Id);
  system = await startSystem({ routes: { '*': handler }, poll: false });
  const { client, source, taskQueue } = system;
  ingress = await startIngress({ take: (callback) => startBatch({ client, source, taskQueue }, callback) });
});
afterAll(async () => {
  await ingress.close();
  await system.stop();
});

const soon = secondsFromNow(600);
/** 30 of VOD's types carry a TaskId, which makes equal events the same event. */
const withTask = (Id: string): object => ({
  EventType: 'PullComplete',
  PullCompleteEvent: { TaskId: `task-${Id}`, Id },
});
/** What has none can come again and mean it. */
const withoutTask = (Id: string): object => ({ EventType: 'NewFileUpload', FileUploadEvent: { FileId: '1', Id } });

/** Posts it and returns the batch that the answer names. */
async function push(event: object, T = soon): Promise<string> {
  const response = await post(`${ingress.url}${PATH}`, { ...event, ...signatureBy(KEY, T) });
  expect(response.status).toBe(200);
  return ((await response.json()) as { batch: string }).batch;
}

const timesHandled = (id: string): number => handled.filter((one) => one === id).length;
const resultOf = (batch: string): Promise<BatchResult> => system.client.workflow.getHandle(batch).result();
/** Ends by the result of the batch that is named: what it did not do by then, no other does. */
async function once(id: string, batches: string[]): Promise<void> {
  expect(new Set(batches).size).toBe(1);
  expect(await resultOf(batches[0] ?? '')).toMatchObject({ done: 1, left: 0 });
  expect(timesHandled(id)).toBe(1);
}

it('whether they come together', async () => {
  await once('together', await Promise.all(Array.from({ length: 8 }, () => push(withTask('together')))));
});

it('or after the batch has closed', async () => {
  const first = await push(withTask('closed'));
  await resultOf(first);
  const run = (): Promise<string> =>
    system.client.workflow
      .getHandle(first)
      .describe()
      .then(({ runId }) => runId);
  const before = await run();
  await once('closed', [first, await push(withTask('closed'))]);
  expect(await run()).toBe(before);
});

it('or signed anew, and with a field that it does not use', async () => {
  const first = await push(withTask('anew'));
  await once('anew', [first, await push({ ...withTask('anew'), Unused: null }, soon + 60)]);
});

it('or of a type without a natural identity, told by the time in the signature', async () => {
  await once('same T', [await push(withoutTask('same T')), await push(withoutTask('same T'))]);
});

describe('but', () => {
  it('equal events without a natural identity are two when their signatures are of two times', async () => {
    const batches = [await push(withoutTask('twice')), await push(withoutTask('twice'), soon + 1)];
    await Promise.all(batches.map(resultOf));
    expect(timesHandled('twice')).toBe(2);
  });

  it('other events are others, whatever their signature', async () => {
    const batches = [await push(withTask('one')), await push(withTask('other'))];
    await Promise.all(batches.map(resultOf));
    expect([timesHandled('one'), timesHandled('other')]).toEqual([1, 1]);
  });

  it('a batch that somebody terminated was not the event’s end: a repeat starts it again', async () => {
    const { client, source, taskQueue } = system;
    // On a queue without a worker, so that it is open.
    const idle = { client, source, taskQueue: `${taskQueue}-idle` };
    const callback = { event: withTask('terminated') as Record<string, unknown>, delivery: String(soon) };
    const batch = await startBatch(idle, callback);
    await client.workflow.getHandle(batch).terminate();
    await once('terminated', [batch, await push(withTask('terminated'))]);
  });
});

it('its id tells the source and a hash, and nothing of the event', async () => {
  const batch = await push(withTask('canary'));
  expect(batch).toMatch(new RegExp(`^${batchId(system.source, 'push-')}[0-9a-f]{32}$`));
});

it('what is signed and malformed is parked, not lost', async () => {
  const batch = await push({ Strange: 'no EventType' });
  expect(await resultOf(batch)).toMatchObject({ owned: 1 });
  await until('a parked event', async () => {
    const query = `TaskQueue = '${system.taskQueue}' AND WorkflowType = 'vodEvent'`;
    for await (const { memo } of system.client.workflow.list({ query })) if (memo?.parked) return true;
    return false;
  });
});

it('what is larger than Temporal takes, however it is compressed, is told so and never acknowledged', async () => {
  const { client, source, taskQueue } = system;
  const large = await startIngress({
    bodyLimitBytes: 8_000_000,
    take: (callback) => startBatch({ client, source, taskQueue }, callback),
  });
  try {
    const Noise = randomBytes(4_000_000).toString('base64');
    const response = await post(`${large.url}${PATH}`, { ...withTask('large'), Noise, ...signatureBy(KEY) });
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 413,
      body: { code: 'too-large-for-temporal' },
    });
  } finally {
    await large.close();
  }
});
