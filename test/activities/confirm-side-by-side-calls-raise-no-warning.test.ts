import { confirming } from './confirm-support';
import { watchListeners } from './listeners';
import { applicationFailureOf, environment } from './support';

it('many calls side by side raise no warning of the platform, which would look like a leak in the log', async () => {
  const { emulator, confirm, deliver } = await confirming();
  const handles = await deliver(40);
  const tooMany = watchListeners();
  const env = environment();
  emulator.fault({ api: 'ConfirmEvents', kind: 'reset', when: 'after', times: 3 });
  await applicationFailureOf(confirm(handles, {}, env));
  await confirm(handles, {}, env);
  expect(tooMany()).toBe(0);
});
