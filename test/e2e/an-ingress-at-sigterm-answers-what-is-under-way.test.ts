import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { startIngressProcess } from '../support/ingress-process';
import { Deployment } from '../support/processes';
import { post, signatureBy } from '../support/push';
import { until } from '../support/system';

const KEY = 'SomeKey';

/** A callback of which only the first half has been sent. */
async function begin(url: string, body: string): Promise<() => Promise<IncomingMessage>> {
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  const sent = request(url, { method: 'POST', headers, agent: new Agent({ keepAlive: true }) });
  await new Promise((resolve) => sent.write(body.slice(0, 20), resolve));
  return async () => {
    sent.end(body.slice(20));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return response;
  };
}

it('then it exits with 0, and what it answered with 200 is Temporal’s', async () => {
  const deployment = await Deployment.start();
  const ingress = await startIngressProcess(deployment, { VOD_EVENTS_INGRESS_KEY: KEY });
  const event = { EventType: 'PullComplete', PullCompleteEvent: { TaskId: 'task' }, ...signatureBy(KEY) };
  const finish = await begin(ingress.url, JSON.stringify(event));
  // Sent behind it over another connection: when this is answered, the first half is there.
  await post(ingress.url, { not: 'signed' });

  const exit = ingress.process.kill('SIGTERM');
  await ingress.process.printed('Finishing the requests under way');
  await until('no new connection taken', () =>
    post(ingress.url, event).then(
      () => false,
      () => true,
    ),
  );
  expect(ingress.process.running).toBe(true);

  const response = await finish();
  expect(response.statusCode).toBe(200);
  expect(response.headers.connection).toBe('close');
  const { batch } = JSON.parse(String((await once(response, 'data'))[0])) as { batch: string };
  expect(await exit).toEqual({ code: 0, signal: null });
  const { status } = await deployment.client.workflow.getHandle(batch).describe();
  expect(status.name).toBe('RUNNING');
});
