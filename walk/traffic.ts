/** Ordinary events, and the account of them: what was sent, what VOD saw confirmed, what a handler has done. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sampleEvent, type VodEmulator } from '../src/testing';
import { until } from './until';

const BURST_EVERY_MS = 1_500;
/** What VOD tells at once, of tasks that end together. Each has a TaskId, so that a redelivery has the key of the first delivery. */
const BURST = ['TranscodeComplete', 'PullComplete', 'ClipComplete', 'ProcedureStateChanged', 'ConcatComplete'] as const;
/** Slow handlers end within this; what failed and is retried, too. */
const SETTLED_WITHIN_MS = 150_000;

export interface Account {
  sent: number;
  confirmed: number;
  handled: number;
  redelivered: number;
}

export class Traffic {
  /** Whether tasks end, too, whose handler takes nearly as long as the window. */
  hasSlow = false;
  private sent = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly emulator: VodEmulator,
    private readonly subAppId: number,
    private readonly handledLog: string,
  ) {}

  begin(): void {
    this.timer ??= setInterval(() => this.burst(), BURST_EVERY_MS);
  }

  pause(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /**
   * Nothing is sent until all that was sent is accounted for: confirmed with VOD, and done by a handler.
   * @throws when an event is missing
   */
  async settle(): Promise<Account> {
    this.pause();
    const isSettled = (): Account | false => {
      const account = this.account();
      return account.confirmed === account.sent && account.handled === account.sent && account;
    };
    const account = await until('every event is confirmed and handled', isSettled, {
      timeoutMs: SETTLED_WITHIN_MS,
      detail: () => JSON.stringify(this.account()),
    });
    // One that was confirmed and comes again all the same would show now.
    await sleep(1_000);
    this.begin();
    return account;
  }

  account(): Account {
    const { confirmed, redelivered } = this.emulator.stats();
    return { sent: this.sent, confirmed, redelivered, handled: this.handled().size };
  }

  /** Keys of events; one whose handler ran twice counts once. */
  private handled(): Set<string> {
    try {
      return new Set(readFileSync(this.handledLog, 'utf8').split('\n').filter(Boolean));
    } catch {
      return new Set();
    }
  }

  private burst(): void {
    const slow = this.hasSlow ? (['EditMediaComplete'] as const) : [];
    const events = [...BURST, ...slow].map((type) => sampleEvent(type, this.sent++));
    this.emulator.enqueue(events, { subAppId: this.subAppId });
  }
}
