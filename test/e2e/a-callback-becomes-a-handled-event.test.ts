import { batchId, eventId } from '../../src/client';
import { ringOf, keysEnv, newKey } from '../support/encryption-keys';
import { readableIn } from '../support/canaries';
import { startIngressProcess } from '../support/ingress-process';
import { Deployment } from '../support/processes';
import { inQuery, post, pushUntilTaken, secondsFromNow, signatureBy } from '../support/push';
import { executionsOf, storedBytes } from '../support/stored';
import { until } from '../support/system';

const KEY = 'CanaryCallbackKey00001';
const PREVIOUS = 'CanaryCallbackKey00000';
const CANARY = 'canary-payload-5f20a7';
const quick = { EventType: 'PullComplete', PullCompleteEvent: { TaskId: `${CANARY}-quick` } };
/** Of a type that the worker's routes know to be slow. */
const owned = { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: `${CANARY}-owned` } };

it('posted to a real ingress, handled by a real worker; cipher in Temporal, and nowhere in the log', async () => {
  const key = newKey('2026-07');
  const deployment = await Deployment.start({}, undefined, ringOf(key));
  const worker = await deployment.startWorker({ env: keysEnv(key) });
  const ingress = await startIngressProcess(deployment, {
    ...keysEnv(key),
    VOD_EVENTS_INGRESS_KEY: `${KEY},${PREVIOUS}`,
    VOD_EVENTS_LOG_LEVEL: 'trace',
  });

  // VOD's repeat, as it is after a lost answer, and both keys of a rotation.
  await pushUntilTaken(ingress.url, quick, KEY);
  await pushUntilTaken(ingress.url, quick, PREVIOUS);
  await pushUntilTaken(ingress.url, owned, PREVIOUS);
  await until('both handled', () => deployment.tasksThat('ended').length === 2);
  expect(deployment.tasksThat('began').sort()).toEqual([`${CANARY}-owned`, `${CANARY}-quick`]);

  // What is refused is not quoted either.
  const signed = signatureBy(KEY, secondsFromNow(-60));
  const statuses = [
    await post(`${ingress.url}${inQuery(signed)}`, quick),
    await post(ingress.url, `{"${CANARY}-not-json`),
    await post(`${ingress.url}/${CANARY}?${CANARY}`, {}),
  ].map(({ status }) => status);
  expect(statuses).toEqual([403, 400, 404]);
  expect(await ingress.process.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  // Lines of JSON; throws otherwise.
  const messages = ingress.process.log().map(({ msg }) => msg);
  expect(messages).toEqual(expect.arrayContaining(['Event taken', 'Request refused', 'Ingress stopped']));
  const log = Buffer.from(ingress.process.stdout + ingress.process.stderr);
  for (const canary of [CANARY, KEY, PREVIOUS, signed.Sign]) expect(readableIn(log, canary)).toBe(false);

  const ids = [batchId(deployment.source, 'push-'), eventId(deployment.source, '')];
  const executions = (await executionsOf(deployment.client, deployment.taskQueue)).filter(({ workflowId }) =>
    ids.some((id) => workflowId.startsWith(id)),
  );
  expect(executions.map(({ type }) => type).sort()).toEqual(['vodEvent', 'vodEventBatch', 'vodEventBatch']);
  for (const execution of executions) {
    expect(readableIn(await storedBytes(deployment.client, execution), CANARY)).toBe(false);
  }
  await worker.kill('SIGTERM');
});
