import { z } from 'zod';
import type { VodApi } from '../../vod/api';
import { checked } from './errors';

/**
 * What goes wrong with a call:
 *
 * - `{ error, message? }`: that API error, HTTP 200
 * - `{ httpStatus, body? }`: that status (200 to 599), with the body as it is
 * - `{ delayMs }`: nothing but a delay, before the call is worked on or before it is answered
 * - `hang`: no answer at all, the connection stays open
 * - `reset`: the connection is reset before the answer
 * - `cutBody`: the connection ends in the middle of the answer
 * - `stallBody`: the answer stops in the middle, the connection stays open
 * - `html`: HTTP 200 with a page, as some proxies answer
 * - `noResponse`: HTTP 200 with JSON that has no `Response`
 */
export type FaultKind =
  | { readonly error: string; readonly message?: string }
  | { readonly httpStatus: number; readonly body?: string }
  | { readonly delayMs: number }
  | 'hang'
  | 'reset'
  | 'cutBody'
  | 'stallBody'
  | 'html'
  | 'noResponse';

export interface FaultSpec {
  /** Which calls are concerned; `*` for all. */
  readonly api: VodApi | '*';
  readonly kind: FaultKind;
  /**
   * `before`: the call has no effect, except after a delay. `after`: it has taken effect (events taken, handles confirmed), only its
   * answer is spoilt. @default 'before'
   */
  readonly when?: 'before' | 'after';
  /** How many calls are hit before the fault is used up; `Infinity` for all. @default 1 */
  readonly times?: number;
  /** The chance of a call to be hit, above 0 and at most 1, drawn from the seed of the emulator. @default 1 */
  readonly probability?: number;
}

/** An armed fault. */
export interface FaultHandle {
  /** Calls still to be hit. */
  readonly timesLeft: number;
  /** Disarms it. No error if it is used up already. */
  clear(): void;
}

const kindSchema = z.union(
  [
    z.enum(['hang', 'reset', 'cutBody', 'stallBody', 'html', 'noResponse']),
    z.strictObject({ error: z.string().min(1), message: z.string().optional() }),
    z.strictObject({ httpStatus: z.int().min(200).max(599), body: z.string().optional() }),
    z.strictObject({ delayMs: z.int().min(0) }),
  ],
  {
    error:
      'must be {error, message?}, {httpStatus, body?}, {delayMs}, "hang", "reset", "cutBody", "stallBody", "html" or "noResponse"',
  },
);

const TIMES = 'must be a whole number above 0, or Infinity';

const faultSchema = z.strictObject({
  api: z.enum(['PullEvents', 'ConfirmEvents', 'DescribeEventConfig', 'ModifyEventConfig', 'DescribeEventsState', '*']),
  kind: kindSchema,
  when: z.enum(['before', 'after']).default('before'),
  // JSON has no Infinity: processes that arm faults over HTTP write it as a string.
  times: z
    .union([z.int().min(1, TIMES), z.literal(Infinity), z.literal('Infinity').transform(() => Infinity)], TIMES)
    .default(1),
  probability: z.number().gt(0).max(1).default(1),
});

export type Fault = z.output<typeof faultSchema>;

/** The faults that are armed, in the order in which they were. */
export class Faults {
  readonly #armed = new Set<Fault>();
  readonly #draw: () => number;

  constructor(seed: number) {
    this.#draw = seededDraws(seed);
  }

  /** Throws {@link InvalidEmulatorInputError} on a malformed fault. */
  arm(spec: unknown): FaultHandle {
    const fault = checked('fault', faultSchema, spec);
    this.#armed.add(fault);
    return {
      get timesLeft() {
        return fault.times;
      },
      clear: () => void this.#armed.delete(fault),
    };
  }

  clear(): void {
    this.#armed.clear();
  }

  /** The fault that hits this call, which is then one time less; the one armed first if several would. */
  strike(api: VodApi): Fault | undefined {
    for (const fault of this.#armed) {
      if (fault.api !== '*' && fault.api !== api) continue;
      if (fault.probability < 1 && this.#draw() >= fault.probability) continue;
      fault.times -= 1;
      if (fault.times === 0) this.#armed.delete(fault);
      return fault;
    }
    return undefined;
  }
}

/** Numbers in [0, 1) from a 32-bit counter scrambled by a xorshift-multiply mix: repeatable is all they need to be. */
function seededDraws(seed: number): () => number {
  let counter = seed | 0;
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
