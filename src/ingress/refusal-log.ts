import { messageOf } from '../grpc';
import { MAX_REFUSALS_LOGGED_PER_SECOND } from '../core/defaults';
import type { Observe } from '../core/observe';
import type { Refusal } from './refusals';

/** A line for each refused request, of its reason and where it came from; beyond some a second they are counted, and the next line says how many. */
export class RefusalLog {
  private secondBeganAt = 0;
  private lines = 0;
  private unlogged = 0;

  constructor(
    private readonly source: string,
    private readonly observe: Observe,
  ) {}

  add({ code, status, cause }: Refusal, remoteAddress: string, now = Date.now()): void {
    if (Math.abs(now - this.secondBeganAt) >= 1_000) {
      this.secondBeganAt = now;
      this.lines = 0;
    }
    if (this.lines >= MAX_REFUSALS_LOGGED_PER_SECOND) {
      this.unlogged++;
      return;
    }
    this.lines++;
    const unlogged = this.unlogged > 0 ? this.unlogged : undefined;
    this.unlogged = 0;
    // Of what was refused for its content, the cause may quote it.
    const error = status >= 500 && cause !== undefined ? messageOf(cause) : undefined;
    this.observe('ingress:request:refused', {
      source: this.source,
      reason: code,
      status,
      remoteAddress,
      error,
      unlogged,
    });
  }
}
