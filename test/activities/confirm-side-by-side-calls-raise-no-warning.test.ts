import { getEventListeners } from 'node:events';
import { confirming } from './confirm-support';
import { applicationFailureOf, environment } from './support';

it('many calls side by side raise no warning of the platform, which would look like a leak in the log', async () => {
  const { emulator, confirm, deliver } = await confirming();
  const handles = await deliver(40);
  const env = environment();
  const signal = env.context.cancellationSignal;
  let most = 0;
  const add = signal.addEventListener.bind(signal);
  jest.spyOn(signal, 'addEventListener').mockImplementation((...listener: Parameters<typeof add>) => {
    add(...listener);
    most = Math.max(most, getEventListeners(signal, 'abort').length);
  });
  emulator.fault({ api: 'ConfirmEvents', kind: 'reset', when: 'after', times: 3 });
  await applicationFailureOf(confirm(handles, {}, env));
  await confirm(handles, {}, env);

  // Where Node keeps the limit; its own getter refuses the signals of Jest's realm.
  const limit = Object.getOwnPropertySymbols(signal).find(
    ({ description }) => description === 'events.maxEventTargetListeners',
  );
  const limits: Record<symbol, unknown> = { ...signal };
  const allowed = limit && limits[limit] === 0 ? Number.POSITIVE_INFINITY : 10;
  expect(most).toBeGreaterThan(5);
  expect(most).toBeLessThanOrEqual(allowed);
});
