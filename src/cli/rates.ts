import type { SourceView } from '../client';

/** Calls and events a second. */
export interface Rate {
  pulls: number;
  events: number;
}

interface Word {
  at: number;
  pulls: number;
  events: number;
  rate?: Rate;
}

/** What the pumps of sources have done between their last two words. */
export class Rates {
  private readonly last = new Map<string, Word>();

  /** `undefined` until the pump has spoken twice since the first look. */
  of({ source, poller }: Pick<SourceView, 'source' | 'poller'>): Rate | undefined {
    const { report, reportedAt: at } = poller?.pump ?? {};
    if (!report || at === undefined) return undefined;
    const { pulls, events } = report;
    const before = this.last.get(source);
    if (before?.at === at) return before.rate;
    const word: Word = { at, pulls, events };
    // Counts begin anew with the poller's next pump.
    if (before && pulls >= before.pulls && events >= before.events) {
      const seconds = (at - before.at) / 1_000;
      word.rate = { pulls: (pulls - before.pulls) / seconds, events: (events - before.events) / seconds };
    }
    this.last.set(source, word);
    return word.rate;
  }
}
