import { everySwitchSetting, type FaultKind } from '../../src/testing';
import { confirming } from './confirm-support';
import { applicationFailureOf, environment } from './support';

const LOST: FaultKind[] = ['reset', 'cutBody', 'html', 'noResponse', { httpStatus: 502 }];
const settings = everySwitchSetting();

describe.each(settings.map((switches) => [switches] as const))('under %j', (switches) => {
  it('a call whose answer is lost after it took effect is repeated, and all that comes of it is a refusal', async () => {
    const { emulator, confirm, deliver } = await confirming({ switches });
    const handles = await deliver(20);
    emulator.fault({ api: 'ConfirmEvents', kind: 'reset', when: 'after' });
    const env = environment();

    const failure = await applicationFailureOf(confirm(handles, {}, env));
    expect(failure).toMatchObject({ type: 'VodUnreachable', nonRetryable: false });
    const { outstanding } = failure.details?.[0] as { outstanding: number[] };
    // Either of the two calls may have been the one that was hit.
    expect([4, 16]).toContain(outstanding.length);

    const outcome = await confirm(handles, {}, env);
    expect(outcome.refused.sort((one, other) => one - other)).toEqual(
      switches.confirmTwice === 'error' ? outstanding : [],
    );
    expect(emulator.stats()).toMatchObject({ confirmed: 20, inFlight: 0, waiting: 0 });
  });
});

it.each(LOST.map((kind) => [kind] as const))(
  'an answer lost by %j leaves its handles outstanding, as unreachable',
  async (kind) => {
    const { emulator, confirm, deliver } = await confirming();
    const handles = await deliver(2);
    emulator.fault({ api: 'ConfirmEvents', kind, when: 'after' });
    const failure = await applicationFailureOf(confirm(handles));
    expect(failure).toMatchObject({ type: 'VodUnreachable', details: [{ outstanding: [0, 1], refused: [] }] });
  },
);

it('a call that failed before it took effect is repeated, and nothing is refused', async () => {
  const { emulator, confirm, deliver } = await confirming();
  const handles = await deliver(5);
  emulator.fault({ api: 'ConfirmEvents', kind: 'reset' });
  const env = environment();
  await applicationFailureOf(confirm(handles, {}, env));
  expect(await confirm(handles, {}, env)).toEqual({ refused: [] });
  expect(emulator.stats()).toMatchObject({ confirmed: 5 });
});
