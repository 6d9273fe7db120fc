import { confirming } from './confirm-support';
import { applicationFailureOf, environment } from './support';

describe('another attempt of the same activity', () => {
  it('asks only for what no attempt has settled yet', async () => {
    const { emulator, confirm, deliver, calls } = await confirming();
    const handles = await deliver(39);
    handles.splice(3, 0, 'stale');
    emulator.fault({ api: 'ConfirmEvents', kind: { error: 'InternalError' }, times: 3 });
    const env = environment();
    expect((await applicationFailureOf(confirm(handles, {}, env))).details).toMatchObject([
      { outstanding: [...handles.keys()], refused: [] },
    ]);
    emulator.fault({ api: 'ConfirmEvents', kind: { error: 'InternalError' } });
    const second = await applicationFailureOf(confirm(handles, {}, env));
    const { outstanding } = second.details?.[0] as { outstanding: number[] };
    expect(outstanding.length).toBeLessThanOrEqual(16);
    expect(emulator.stats().confirmed).toBe(39 - outstanding.filter((index) => index !== 3).length);

    const before = calls().length;
    expect(await confirm(handles, {}, env)).toEqual({ refused: [3] });
    expect(calls()[before]).toBeLessThanOrEqual(outstanding.length);
    expect(emulator.stats()).toMatchObject({ confirmed: 39, confirmsRefused: expect.any(Number) });
    expect(emulator.journal.of('confirmRefused').filter(({ reason }) => reason !== 'unknown')).toEqual([]);
  });

  it('reports what an earlier attempt found refused', async () => {
    const { emulator, confirm, deliver } = await confirming();
    const [first = '', ...rest] = await deliver(17);
    // The first sixteen are halved until the stale one is found; the seventeenth is alone in its call.
    const handles = ['stale', ...rest, first];
    const env = environment();
    const hit = emulator.fault({ api: 'ConfirmEvents', kind: { error: 'InternalError' }, probability: 0.3, times: 3 });
    let outcome: unknown;
    for (let attempt = 0; outcome === undefined && attempt < 10; attempt++) {
      outcome = await confirm(handles, {}, env).catch(() => undefined);
    }
    expect(outcome).toEqual({ refused: [0] });
    expect(hit.timesLeft).toBeLessThan(3);
    expect(emulator.stats()).toMatchObject({ confirmed: 17, inFlight: 0 });
  });
});

it('a batch that is begun again and asks for other handles asks for those alone that are not settled', async () => {
  const { emulator, confirm, deliver, calls } = await confirming();
  const [skipped = '', ...handles] = await deliver(17);
  const env = environment();
  await confirm([...handles, 'stale'], {}, env).catch(() => {});
  emulator.fault({ api: 'ConfirmEvents', kind: { error: 'InternalError' } });
  await applicationFailureOf(confirm([skipped, ...handles], {}, env));
  expect(emulator.stats().confirmed).toBe(16);
  expect(await confirm([skipped, ...handles], {}, env)).toEqual({ refused: [] });
  expect(emulator.stats().confirmed).toBe(17);
  expect(calls().at(-1)).toBe(1);
});

it('the same batch in another run begins with all its handles, and another activity of a run with what the first left', async () => {
  const { emulator, confirm, deliver, calls } = await confirming({ switches: { confirmTwice: 'ok' } });
  const handles = await deliver(3);
  emulator.fault({ api: 'ConfirmEvents', kind: 'reset', when: 'after' });
  await applicationFailureOf(confirm(handles, {}, environment()));
  await confirm(handles, {}, environment({ activityId: 'another' }));
  await confirm(handles, {}, environment({ activityId: 'a third' }));
  await confirm(handles, {}, environment({ workflowExecution: { workflowId: 'test', runId: 'another' } }));
  expect(calls()).toEqual([3, 3, 3]);
});

it('an activity that is through asks for nothing more when its batch is begun again, its answer having come too late', async () => {
  const { confirm, deliver, calls } = await confirming();
  const handles = await deliver(3);
  const env = environment();
  expect(await confirm(handles, {}, env)).toEqual({ refused: [] });
  expect(await confirm(handles, {}, env)).toEqual({ refused: [] });
  expect(calls()).toEqual([3]);
});
