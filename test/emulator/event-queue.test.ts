import * as fc from 'fast-check';
import { EventQueue, type Delivery } from '../../src/testing/emulator/event-queue';
import type { Switches } from '../../src/testing';

const WINDOW_MS = 100;

type QueueSwitches = Pick<Switches, 'badHandle' | 'confirmTwice' | 'redeliveredHandle'>;

interface ModelDelivery {
  readonly id: number;
  readonly handle: string;
  readonly number: number;
  readonly windowEndsAt: number;
}

/** The same promises kept in the plainest way: lists that are searched and sorted, no laziness. */
class Model {
  nowMs = 0;
  enqueued = 0;
  readonly waiting: number[] = [];
  inFlight: ModelDelivery[] = [];
  readonly deliveries = new Map<number, number>();
  readonly confirmed = new Set<number>();
  confirmedHandles: { readonly handle: string; readonly until: number }[] = [];
  /** Every handle ever given out. */
  readonly handles: string[] = [];

  constructor(readonly switches: QueueSwitches) {}

  advance(ms: number): void {
    this.nowMs += ms;
    const over = this.inFlight.filter(({ windowEndsAt }) => windowEndsAt <= this.nowMs);
    over.sort((a, b) => a.windowEndsAt - b.windowEndsAt);
    this.waiting.push(...over.map(({ id }) => id));
    this.inFlight = this.inFlight.filter((delivery) => !over.includes(delivery));
    this.confirmedHandles = this.confirmedHandles.filter(({ until }) => until > this.nowMs);
  }

  /** How a ConfirmEvents call must end, and what it confirms. */
  confirm(handles: readonly string[]): { ok: boolean; confirmed: ModelDelivery[] } {
    const good: ModelDelivery[] = [];
    let bad = 0;
    let twice = 0;
    for (const handle of handles) {
      const open = this.inFlight.find((delivery) => delivery.handle === handle);
      const again =
        good.some((delivery) => delivery === open) || this.confirmedHandles.some((c) => c.handle === handle);
      if (open !== undefined && !again) good.push(open);
      else if (again && this.switches.confirmTwice === 'ok') twice += 1;
      else bad += 1;
    }
    const ok = bad === 0 || (this.switches.badHandle === 'ignored' && good.length + twice > 0);
    if (!ok) return { ok, confirmed: [] };
    for (const { id, handle } of good) {
      this.confirmed.add(id);
      this.confirmedHandles.push({ handle, until: this.nowMs + WINDOW_MS });
    }
    this.inFlight = this.inFlight.filter((delivery) => !good.includes(delivery));
    return { ok, confirmed: good };
  }
}

abstract class QueueCommand implements fc.Command<Model, EventQueue> {
  check(): boolean {
    return true;
  }

  run(model: Model, queue: EventQueue): void {
    this.act(model, queue);
    expect(queue.waiting).toBe(model.waiting.length);
    expect(queue.inFlight).toBe(model.inFlight.length);
    const ends = model.inFlight.map(({ windowEndsAt }) => windowEndsAt);
    expect(queue.nextWindowEndsAt).toBe(ends.length > 0 ? Math.min(...ends) : undefined);
    // Nothing lost: every event is in exactly one place.
    expect(model.waiting.length + model.inFlight.length + model.confirmed.size).toBe(model.enqueued);
  }

  abstract act(model: Model, queue: EventQueue): void;
  abstract toString(): string;
}

class Enqueue extends QueueCommand {
  override act(model: Model, queue: EventQueue): void {
    model.enqueued += 1;
    model.waiting.push(model.enqueued);
    queue.enqueue({ id: model.enqueued, type: 'A', content: `content of ${model.enqueued}` });
  }
  override toString(): string {
    return 'enqueue';
  }
}

class Take extends QueueCommand {
  constructor(readonly max: number) {
    super();
  }
  override act(model: Model, queue: EventQueue): void {
    const taken = queue.take(this.max, model.switches.redeliveredHandle);
    expect(taken.map(({ event }) => event.id)).toEqual(model.waiting.slice(0, this.max));
    for (const delivery of taken) this.#deliver(model, delivery);
  }
  #deliver(model: Model, delivery: Delivery): void {
    const { id, content } = delivery.event;
    expect(content).toBe(`content of ${id}`);
    expect(model.confirmed.has(id)).toBe(false);
    expect(model.inFlight.some((open) => open.id === id)).toBe(false);
    const number = (model.deliveries.get(id) ?? 0) + 1;
    const { handle } = delivery;
    expect(delivery).toMatchObject({ number, deliveredAt: model.nowMs, windowEndsAt: model.nowMs + WINDOW_MS });
    expect(model.handles.includes(handle)).toBe(model.switches.redeliveredHandle === 'same' && number > 1);
    model.waiting.shift();
    model.deliveries.set(id, number);
    model.inFlight.push({ id, handle, number, windowEndsAt: model.nowMs + WINDOW_MS });
    model.handles.push(handle);
  }
  override toString(): string {
    return `take ${this.max}`;
  }
}

class Confirm extends QueueCommand {
  /** `picks` choose among the handles ever given out, newest first, so that good ones are common; beyond them are strangers. */
  constructor(readonly picks: readonly number[]) {
    super();
  }
  override act(model: Model, queue: EventQueue): void {
    const handles = this.picks.map((pick) => model.handles.at(-1 - pick) ?? 'stranger');
    const expected = model.confirm(handles);
    const result = queue.confirm(handles, model.switches);
    expect(result.ok).toBe(expected.ok);
    expect(result.at).toBe(model.nowMs);
    expect(result.confirmed.map(({ event, handle, number }) => ({ id: event.id, handle, number }))).toEqual(
      expected.confirmed.map(({ id, handle, number }) => ({ id, handle, number })),
    );
  }
  override toString(): string {
    return `confirm ${this.picks.join()}`;
  }
}

class Advance extends QueueCommand {
  constructor(readonly ms: number) {
    super();
  }
  override act(model: Model): void {
    model.advance(this.ms);
  }
  override toString(): string {
    return `advance ${this.ms}`;
  }
}

const commands = fc.commands(
  [
    fc.constant(new Enqueue()),
    fc.integer({ min: 0, max: 16 }).map((max) => new Take(max)),
    fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 6 }).map((picks) => new Confirm(picks)),
    fc.constantFrom(0, 1, 40, WINDOW_MS - 1, WINDOW_MS, 3 * WINDOW_MS).map((ms) => new Advance(ms)),
  ],
  { maxCommands: 60 },
);

const switches: fc.Arbitrary<QueueSwitches> = fc.record({
  badHandle: fc.constantFrom('failsCall' as const, 'ignored' as const),
  confirmTwice: fc.constantFrom('error' as const, 'ok' as const),
  redeliveredHandle: fc.constantFrom('new' as const, 'same' as const),
});

/** The queue reads the model's clock, so that both live at the same time. */
function setup(setting: QueueSwitches): { model: Model; queue: EventQueue } {
  const model = new Model(setting);
  let handles = 0;
  const newHandle = (): string => `handle-${(handles += 1)}`;
  return { model, queue: new EventQueue({ windowMs: WINDOW_MS, now: () => model.nowMs, newHandle }) };
}

it('no event is lost, shown twice in a window, or confirmed twice; the longest waiting goes first', () => {
  fc.assert(
    fc.property(switches, commands, (setting, run) => {
      const { model, queue } = setup(setting);
      fc.modelRun(() => ({ model, real: queue }), run);
      model.advance(WINDOW_MS);
      new Take(model.enqueued).run(model, queue);
      expect(model.inFlight.length + model.confirmed.size).toBe(model.enqueued);
    }),
    { numRuns: 500 },
  );
});

it('a late handle is told from a stranger as long as its event is not confirmed', () => {
  const { model, queue } = setup({ badHandle: 'failsCall', confirmTwice: 'error', redeliveredHandle: 'new' });
  new Enqueue().run(model, queue);
  new Take(1).run(model, queue);
  new Advance(WINDOW_MS).run(model, queue);
  const handles = [model.handles[0] ?? '', 'stranger'];
  expect(queue.confirm(handles, model.switches).refused).toMatchObject([{ reason: 'late' }, { reason: 'unknown' }]);
});

it('a long backlog leaves in order, and its content with it', () => {
  const { model, queue } = setup({ badHandle: 'failsCall', confirmTwice: 'error', redeliveredHandle: 'new' });
  const ids = Array.from({ length: 5_000 }, (_, index) => index);
  for (const id of ids) queue.enqueue({ id, type: 'A', content: 'text' });
  const taken: number[] = [];
  while (queue.waiting > 0) {
    const deliveries = queue.take(16, 'new');
    taken.push(...deliveries.map(({ event }) => event.id));
    queue.confirm(
      deliveries.map(({ handle }) => handle),
      model.switches,
    );
    // What is done must not fill the memory.
    expect(deliveries.every(({ event }) => event.content === '')).toBe(true);
  }
  expect(taken).toEqual(ids);
});
