import { RateBudget } from '../../src/core/rate-budget';
import { WINDOW_MS } from '../../src/core/defaults';
import { deadlineOf } from '../../src/core/window';
import { confirming } from './confirm-support';
import { applicationFailureOf } from './support';

/** The `pulledAt` whose deadline is that far away. */
const pulledSuchThatLeft = (leftMs: number): number => Date.now() + leftMs - deadlineOf(0);

describe('after the deadline', () => {
  it.each([0, -1, -60_000, -10 * WINDOW_MS])(
    '(%i ms from now) no call begins, and everything is outstanding',
    async (leftMs) => {
      const { confirm, calls, deliver } = await confirming();
      const handles = await deliver(17);
      const failure = await applicationFailureOf(confirm(handles, { pulledAt: pulledSuchThatLeft(leftMs) }));
      expect(failure).toMatchObject({ type: 'WindowPassed', nonRetryable: true });
      expect(failure.details).toEqual([{ outstanding: [...handles.keys()], refused: [] }]);
      expect(calls()).toEqual([]);
    },
  );

  it('no call begins that had to wait for its rate until then', async () => {
    // One call at once, the next a second later.
    const { confirm, calls, deliver } = await confirming({}, { confirmBudget: new RateBudget(1, 1) });
    const handles = await deliver(20);
    const failure = await applicationFailureOf(confirm(handles, { pulledAt: pulledSuchThatLeft(500) }));
    expect(failure).toMatchObject({ type: 'WindowPassed', nonRetryable: true });
    expect(failure.details).toEqual([{ outstanding: [16, 17, 18, 19], refused: [] }]);
    expect(calls()).toEqual([16]);
  });

  it('no call begins whose wait took longer than it should, because something blocked the process', async () => {
    const confirmBudget = new RateBudget(10, 1);
    confirmBudget.reserve(performance.now());
    const { confirm, calls, deliver } = await confirming({}, { confirmBudget });
    const handles = await deliver(3);
    const failed = applicationFailureOf(confirm(handles, { pulledAt: pulledSuchThatLeft(300) }));
    const until = Date.now() + 500;
    while (Date.now() < until);
    expect(await failed).toMatchObject({ type: 'WindowPassed', details: [{ outstanding: [0, 1, 2] }] });
    expect(calls()).toEqual([]);
  });

  it('no call begins that is left over from one that was refused', async () => {
    const { emulator, confirm, calls, deliver } = await confirming({}, { confirmBudget: new RateBudget(1, 1) });
    const handles = [...(await deliver(3)), 'stale'];
    const failure = await applicationFailureOf(confirm(handles, { pulledAt: pulledSuchThatLeft(500) }));
    expect(failure).toMatchObject({ type: 'WindowPassed' });
    expect(failure.details).toEqual([{ outstanding: [0, 1, 2, 3], refused: [] }]);
    expect(calls()).toEqual([4]);
    expect(emulator.stats().confirmed).toBe(0);
  });

  it('a wait that cannot end in time is not waited for', async () => {
    const confirmBudget = new RateBudget(0.01, 1);
    confirmBudget.reserve(performance.now());
    const { confirm, calls, deliver } = await confirming({}, { confirmBudget });
    const handles = await deliver(1);
    const startedAt = performance.now();
    const failure = await applicationFailureOf(confirm(handles, { pulledAt: pulledSuchThatLeft(500) }));
    expect(failure).toMatchObject({ type: 'WindowPassed' });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(calls()).toEqual([]);
  }, 10_000);
});

it('shortly before the deadline calls still begin', async () => {
  const { confirm, deliver } = await confirming();
  expect(await confirm(await deliver(20), { pulledAt: pulledSuchThatLeft(2_000) })).toEqual({ refused: [] });
});
