import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { RateBudget } from '../../src/core/rate-budget';
import { confirming } from './confirm-support';
import { environment, failureOf } from './support';

/**
 * A worker that shuts down cancels what it runs, while the window may have long to go: another worker could still confirm. `WindowPassed`
 * would say that nobody can, and nobody would try again.
 */
describe('a confirm that is cancelled with most of its window left', () => {
  it.each<[what: string, prepare: () => { hang?: boolean; confirmBudget?: RateBudget }]>([
    ['during a call', () => ({ hang: true })],
    [
      'while it waits for its rate',
      () => {
        const confirmBudget = new RateBudget(0.05, 1);
        confirmBudget.reserve(performance.now());
        return { confirmBudget };
      },
    ],
  ])(
    '%s ends at once, and does not say that the window passed',
    async (_what, prepare) => {
      const { hang = false, confirmBudget } = prepare();
      const { emulator, confirm, deliver } = await confirming(
        {},
        { confirmTimeoutMs: 10_000, ...(confirmBudget && { confirmBudget }) },
      );
      const handles = await deliver(2);
      if (hang) emulator.fault({ api: 'ConfirmEvents', kind: 'hang' });
      const env = environment();
      const failed = failureOf(confirm(handles, {}, env));
      setTimeout(() => env.cancel('WORKER_SHUTDOWN'), 100);
      const failure = await failed;
      if (failure instanceof ApplicationFailure) expect(failure).toMatchObject({ nonRetryable: false });
      else expect(failure).toBeInstanceOf(CancelledFailure);
      expect(failure).not.toMatchObject({ type: 'WindowPassed' });
    },
    10_000,
  );
});
