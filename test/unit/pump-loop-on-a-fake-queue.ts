import { PumpLoop, type PumpLoopDeps, type Turn } from '../../src/activities/pump-loop';
import type { FailureClass } from '../../src/core/error-table';
import { RateBudget } from '../../src/core/rate-budget';
import { VodCallError } from '../../src/vod/errors';

/** What a pull brings, and when. */
export type Answer = { afterMs?: number } & ({ events: number } | { error: FailureClass | Error });

export interface Pull {
  startedAt: number;
  endedAt?: number;
}

export const FULL = 16;
/** An empty long poll that VOD held. */
export const HELD: Answer = { events: 0, afterMs: 5_000 };

/** A pump loop over a queue that answers as it is told, with a log of everything. Uses whatever timers are installed. */
export class FakePump {
  readonly pulls: Pull[] = [];
  readonly turns: (Turn & { givenAt: number })[] = [];
  readonly errors: { at: number; error: VodCallError; pauseMs: number }[] = [];
  readonly codes: string[] = [];
  underWay = 0;
  mostUnderWay = 0;
  readonly loop: PumpLoop;
  readonly stop = new AbortController();
  running: Promise<void> = Promise.resolve();

  constructor(
    private readonly answer: (pull: number) => Answer,
    deps: Partial<PumpLoopDeps> = {},
  ) {
    this.loop = new PumpLoop({
      pull: () => this.pull(),
      give: (turn) => void this.turns.push({ ...turn, givenAt: Date.now() }),
      admits: () => true,
      changed: () => new Promise(() => {}),
      budget: new RateBudget(1_000_000),
      arrivedAt: () => Date.now(),
      onError: (error, pauseMs) => void this.errors.push({ at: Date.now(), error, pauseMs }),
      onPulled: (code) => void this.codes.push(code),
      ...deps,
    });
  }

  get eventsGiven(): number {
    return this.turns.reduce((sum, { events }) => sum + events.length, 0);
  }

  start(): this {
    this.running = this.loop.run(this.stop.signal);
    // Whoever awaits it sees the failure; until then it is not an unhandled one.
    this.running.catch(() => {});
    return this;
  }

  private async pull(): Promise<Record<string, unknown>[]> {
    const pull: Pull = { startedAt: Date.now() };
    const number = this.pulls.push(pull);
    this.mostUnderWay = Math.max(this.mostUnderWay, ++this.underWay);
    const answer = this.answer(number);
    if (answer.afterMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.afterMs));
    pull.endedAt = Date.now();
    this.underWay--;
    if ('events' in answer) {
      return Array.from({ length: answer.events }, (_, index) => ({ EventHandle: `${number}/${index}` }));
    }
    throw answer.error instanceof Error ? answer.error : failed(answer.error);
  }
}

export function failed(errorClass: FailureClass): VodCallError {
  return new VodCallError({ api: 'PullEvents', source: 'default', errorClass, what: 'as told' });
}
