/**
 * The system without its network, processes and servers: the emulator's queue, the rules of pump, batch and confirm as the product has them,
 * and a clock that goes only when it is told to. What a command does here is what a real process would have done by then.
 */
import type { BatchInput, BatchResult, EventVerdict } from '../../src/core/contract';
import { MAX_EVENTS_PER_CALL, MAX_REMEMBERED_KEYS, WINDOW_MS } from '../../src/core/defaults';
import { handleOf } from '../../src/core/handle';
import { HandlesToConfirm } from '../../src/core/handles-to-confirm';
import { RedeliveryMemory } from '../../src/core/redelivery-memory';
import { settledHandles, type SettledHandle } from '../../src/core/settled-handles';
import { splitBySize } from '../../src/core/split';
import { UnfinishedDeliveries } from '../../src/core/unfinished-deliveries';
import { deadlineByServer, deadlineHere, deadlineOf } from '../../src/core/window';
import { knownOf, learnFrom, type KnowledgeOf } from '../../src/activities/known-deliveries';
import { EventQueue, type Delivery } from '../../src/testing/emulator/event-queue';
import type { Switches } from '../../src/testing';
import { contentKey, eventKey } from '../../src/vod/event-key';
import type { RawEvent } from '../../src/vod/api';

export type Answer = 'ok' | 'lost' | 'failed';
/** What becomes of an event when its batch gets to it. */
export type Fate = 'done' | 'slow' | 'refused';

/** Instead of the product's, which would have thousands of schedules move gigabytes. */
const MAX_BATCH_BYTES = 2_000;

interface Batch {
  input: BatchInput;
  /** By the server. */
  startedAt: number;
  /** A process has begun with it, and may have died. */
  begun: boolean;
  verdicts?: EventVerdict[];
  confirming?: { settled: SettledHandle[]; handles: HandlesToConfirm };
}

export interface MachineOptions {
  switches: Switches;
  confirmPolicy: KnowledgeOf['confirmPolicy'];
  maxDeliveries: number;
  /** How far the clock of the pump is off, ms. */
  pumpSkewMs: number;
  /** And that of whoever confirms. */
  workerSkewMs: number;
  /** Temporal answers: a batch has come to its end before its events come again. */
  batchesEndInTime: boolean;
}

export class Machine {
  /** The true time, which is VOD's and Temporal's. */
  now = 1_000_000_000_000;
  readonly queue: EventQueue;
  readonly batches = new Set<Batch>();
  /** `vodEvent` workflows: the server refuses a second one of the same key. */
  readonly owned = new Set<string>();
  /** How often handlers have come to their end, by content. */
  readonly processed = new Map<string, number>();
  readonly contents: { key: string; identity: boolean }[] = [];
  readonly confirmed = new Map<number, number>();
  readonly breaches: string[] = [];
  readonly deliveredAt = new Map<string, { at: number; number: number; id: number }>();
  /** Processes that died, with what they knew and what they had not stored. */
  deaths = 0;
  private knowledge: KnowledgeOf;
  private heartbeat = { remembered: [] as string[], unfinished: {} as Record<string, number> };
  private handles = 0;
  private events = 0;

  constructor(readonly options: MachineOptions) {
    const newHandle = (): string => `handle-${this.handles++}`;
    this.queue = new EventQueue({ windowMs: WINDOW_MS, now: () => this.now, newHandle });
    this.knowledge = this.newKnowledge();
  }

  enqueue(identity: boolean, bytes: number): void {
    const id = this.events++;
    const payload = { ...(identity ? { TaskId: `task-${id}` } : { FileId: `file-${id}` }), Text: 'x'.repeat(bytes) };
    const type = identity ? 'ClipComplete' : 'NewFileUpload';
    const content = { EventType: type, [identity ? 'ClipCompleteEvent' : 'FileUploadEvent']: payload };
    this.contents.push({ key: contentKey(content), identity });
    this.queue.enqueue({ id, type, content: JSON.stringify(content) });
  }

  /** One pull; what it brought becomes one batch or several, unless the pump dies with it. */
  pull(answer: Answer): void {
    if (answer === 'failed') return;
    const taken = this.queue.take(MAX_EVENTS_PER_CALL, this.options.switches.redeliveredHandle);
    for (const { handle, number, event } of taken) this.deliveredAt.set(handle, { at: this.now, number, id: event.id });
    if (answer === 'lost') return;
    const events = taken.map(rawOf);
    const sizes = new Map(events.map((event) => [event, JSON.stringify(event).length]));
    const pieces = splitBySize(events, (event) => sizes.get(event) ?? 0, MAX_BATCH_BYTES);
    if (pieces.flat().length !== events.length) this.breaches.push('a split lost an event');
    for (const piece of pieces) {
      const pulledAt = this.now + this.options.pumpSkewMs;
      const input: BatchInput = { version: 1, source: 's', pulledAt, ageMs: 0, events: piece };
      this.batches.add({ input: { ...input, ...knownOf(this.knowledge, piece) }, startedAt: this.now, begun: false });
    }
  }

  /** The process of a batch begins with its handlers and may die before any verdict is stored. */
  process(batch: Batch, fates: readonly Fate[], dies: boolean): void {
    if (batch.verdicts) return;
    const verdicts = batch.input.events.map((event, index) => this.judge(batch, event, fates[index % fates.length]));
    batch.begun = true;
    if (dies) this.deaths++;
    else batch.verdicts = verdicts;
  }

  private judge(batch: Batch, event: RawEvent, fate: Fate = 'done'): EventVerdict {
    const { confirmOnly = [], lastDelivery = [], confirmPolicy } = batch.input;
    const key = eventKey(event, handleOf(event) ?? '');
    if (confirmOnly.includes(key)) return { key, verdict: 'done' };
    if (this.workerNow() >= this.deadlineFor(batch)) return { key, verdict: 'left' };
    if (!batch.begun && fate === 'done') {
      const content = contentKey(event);
      this.processed.set(content, (this.processed.get(content) ?? 0) + 1);
      return { key, verdict: 'done' };
    }
    if (fate === 'refused') return { key, verdict: 'left' };
    const mayBeLeft = confirmPolicy === 'processed' && !lastDelivery.includes(contentKey(event));
    if (mayBeLeft) return { key, verdict: 'left', unfinished: true };
    this.owned.add(key);
    return { key, verdict: 'owned' };
  }

  /** One attempt to confirm everything that is outstanding. */
  confirm(batch: Batch, answer: Answer): void {
    if (!batch.verdicts) return;
    const settled = settledHandles(batch.input, batch.verdicts);
    batch.confirming ??= { settled, handles: new HandlesToConfirm(settled.length) };
    const { handles } = batch.confirming;
    const pending = handles.calls();
    for (let call = pending.shift(); call !== undefined; call = pending.shift()) {
      if (this.workerNow() >= this.deadlineFor(batch)) return;
      pending.push(...this.confirmCall(batch, call, answer));
    }
  }

  private confirmCall({ input, confirming, verdicts }: Batch, call: number[], answer: Answer): number[][] {
    if (!confirming) return [];
    const given = call.map((index) => confirming.settled[index]?.handle ?? '');
    if (given.length > MAX_EVENTS_PER_CALL) this.breaches.push(`a confirm had ${given.length} handles`);
    if (this.now >= deadlineOf(input.pulledAt - this.options.pumpSkewMs))
      this.breaches.push('a confirm began too late');
    for (const handle of given) this.checkSettled(input, verdicts ?? [], handle);
    if (answer === 'failed') return [];
    const { ok, confirmed } = this.queue.confirm(given, this.options.switches);
    for (const { event } of confirmed) this.confirmed.set(event.id, (this.confirmed.get(event.id) ?? 0) + 1);
    if (answer === 'lost') return [];
    if (!ok) return confirming.handles.refuse(call);
    confirming.handles.confirmed(call);
    return [];
  }

  private checkSettled({ events }: BatchInput, verdicts: EventVerdict[], handle: string): void {
    const index = events.findIndex((event) => handleOf(event) === handle);
    const event = events[index];
    const isSettled =
      event !== undefined &&
      verdicts[index]?.verdict !== 'left' &&
      ((this.processed.get(contentKey(event)) ?? 0) > 0 || this.owned.has(eventKey(event, handle)));
    if (!isSettled) this.breaches.push(`${handle} was confirmed before its event was done or owned`);
  }

  /** The batch ends, and the pump learns what became of it, if it is there to learn. */
  close(batch: Batch): void {
    if (!batch.verdicts) return;
    this.batches.delete(batch);
    const { settled, handles } = batch.confirming ?? { settled: [], handles: new HandlesToConfirm(0) };
    const open = batch.confirming ? [...handles.refused, ...handles.outstanding] : [];
    const never = batch.confirming ? [] : settledHandles(batch.input, batch.verdicts);
    const unconfirmed = [...open.flatMap((index) => settled[index] ?? []), ...never].map(({ key }) => key);
    learnFrom(this.knowledge, batch.input, resultOf(batch.verdicts, unconfirmed));
  }

  pass(ms: number): void {
    this.now += ms;
    if (!this.options.batchesEndInTime) return;
    for (const batch of this.batches) {
      if (this.now < batch.startedAt + WINDOW_MS) continue;
      // Too late to begin with: every event that was not begun is left.
      this.process(batch, ['refused'], false);
      this.close(batch);
    }
  }

  beat(): void {
    const { memory, unfinished } = this.knowledge;
    this.heartbeat = { remembered: memory.toJSON(), unfinished: unfinished.toJSON() };
  }

  /** The process of the pump dies: the next one knows what the last heartbeat said, and nobody follows the open batches any more. */
  crash(): void {
    this.deaths++;
    this.knowledge = this.newKnowledge();
    this.knowledge.memory.remember(this.heartbeat.remembered);
    this.knowledge.unfinished.replace(this.heartbeat.unfinished);
  }

  private newKnowledge(): KnowledgeOf {
    const { confirmPolicy, maxDeliveries } = this.options;
    return {
      memory: new RedeliveryMemory(MAX_REMEMBERED_KEYS),
      unfinished: new UnfinishedDeliveries(MAX_REMEMBERED_KEYS),
      confirmPolicy,
      maxDeliveries,
    };
  }

  private workerNow(): number {
    return this.now + this.options.workerSkewMs;
  }

  /** As the activity has it: what is left by the server, and no later than its own clock allows. */
  private deadlineFor({ input, startedAt }: Batch): number {
    const leftMs = Math.max(0, deadlineByServer(input, startedAt) - this.now);
    return deadlineHere({ pulledAt: input.pulledAt, leftMs }, this.workerNow());
  }
}

function rawOf({ event, handle }: Delivery): RawEvent {
  return { ...(JSON.parse(event.content) as RawEvent), EventHandle: handle };
}

function resultOf(verdicts: EventVerdict[], unconfirmed: string[]): BatchResult {
  const count = (verdict: string): number => verdicts.filter((event) => event.verdict === verdict).length;
  const settled = count('done') + count('owned');
  return {
    done: count('done'),
    owned: count('owned'),
    left: count('left'),
    confirmed: settled - unconfirmed.length,
    unconfirmed,
    unfinished: verdicts.flatMap(({ unfinished }, index) => (unfinished ? [index] : [])),
  };
}
