import { randomInt } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventId } from '../../src/core/contract';
import { eventKey } from '../../src/vod/event-key';
import { CliProcess, Deployment, routesFile } from '../support/processes';
import { until } from '../support/system';

interface Seen {
  api: unknown;
  body: { SubAppId?: unknown; ExtInfo?: unknown };
}

/** Passes calls on to the emulator and keeps what the emulator's journal leaves out. */
function recordingProxy(target: string, seen: Seen[]): Promise<Server> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks);
      seen.push({ api: req.headers['x-tc-action'], body: JSON.parse(body.toString()) as Seen['body'] });
      const passedOn = request(target, { method: req.method, headers: req.headers }, (answer) => {
        res.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(res);
      });
      passedOn.on('error', () => res.destroy());
      res.on('close', () => passedOn.destroy());
      passedOn.end(body);
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('a source that is a VOD application', () => {
  const subAppId = randomInt(1_500_000_000, 2_000_000_000);
  const seen: Seen[] = [];
  let deployment: Deployment;
  let proxy: Server;

  beforeAll(async () => {
    deployment = await Deployment.start({ holdMs: 500, subAppIds: [subAppId] }, String(subAppId));
    proxy = await recordingProxy(deployment.emulator.url, seen);
  });
  afterAll(() => {
    proxy.close();
    proxy.closeAllConnections();
  });

  it('is named by its SubAppId, which every call carries, pulls and confirms with ExtInfo', async () => {
    const { port } = proxy.address() as AddressInfo;
    // No --source.
    const worker = new CliProcess(['worker', '--routes', routesFile('journal.mjs')], {
      ...deployment.env,
      VOD_ENDPOINT: `http://127.0.0.1:${port}`,
      VOD_SUB_APP_ID: String(subAppId),
      VOD_EXT_INFO: 'ext-info',
    });
    await worker.printed('Worker started');
    const [TaskId] = deployment.enqueue(1, { WorkMs: 20_000 });
    await until('it is confirmed', () => deployment.emulator.stats().confirmed === 1);

    // The backlog is asked for too, by a call that takes no ExtInfo.
    for (const { body } of seen) expect(body).toMatchObject({ SubAppId: subAppId });
    const [pulls, confirms] = ['PullEvents', 'ConfirmEvents'].map((wanted) => seen.filter(({ api }) => api === wanted));
    for (const calls of [pulls, confirms]) {
      expect(calls).not.toEqual([]);
      for (const { body } of calls ?? []) expect(body.ExtInfo).toBe('ext-info');
    }
    const key = eventKey({ EventType: 'PullComplete', PullCompleteEvent: { TaskId, WorkMs: 20_000 } }, '');
    const owned = await deployment.client.workflow.getHandle(eventId(String(subAppId), key)).describe();
    expect(owned.status.name).toBe('RUNNING');
    expect((await deployment.status()).source).toBe(String(subAppId));
  });
});
