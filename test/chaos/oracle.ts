/**
 * Judges what a run left behind. Each check is one promise; a breach is a sentence that names the event, the call or the moment.
 */
import { deadlineOf } from '../../src/core/window';
import { eventKey } from '../../src/vod/event-key';
import type { CallEntry, ConfirmedEntry, JournalEntry } from '../../src/testing';
import type { ChaosEvent, Evidence, HandlerLine } from './evidence';

/** From a call that is sent to the same call received, and from an answer sent to the same answer read, on a busy machine. */
const TRANSIT_MS = 1_000;
/** The handlers' journal and the server's times against the emulator's: one machine, several clocks that are read. */
const CLOCKS_MS = 50;
/** A worker that has lost the pump without knowing it finds out within this. */
const FAILOVER_MS = 10_000;
/** Of an event under the policy `processed`, as the workers of a run are set to. */
export const MAX_DELIVERIES = 2;
/** Long polls last 5 s: pulls of one pump begin no further apart while nothing fails. */
const ONE_PUMP_GAP_MS = 7_000;
/** The API's limit of 100 a second, the burst of a quiet moment, and a second pump during a failover. */
const PULLS_PER_SECOND = 150;
/** While every answer is a failure: what was under way, and the backoff's first steps, for one worker. */
const FAILED_PULLS_PER_10_S = 30;

export const CHECKS: Record<string, (evidence: Evidence) => string[]> = {
  'every event is confirmed in the end': notConfirmed,
  'every event was processed or has been parked': notProcessed,
  'nothing was confirmed before it was done or owned': confirmedTooSoon,
  'no confirm began after its deadline': confirmedTooLate,
  'no confirm had more than 16 handles': tooManyHandles,
  'nothing was processed twice where nothing crashed': processedTwice,
  'everything was confirmed on its first delivery where nothing failed': redeliveredWithoutNeed,
  'no worker ended but when and as it was asked to': endedBadly,
  'no two workers pulled at once beyond the failover': twoPumps,
  'the rate of pulls is bounded': tooManyPulls,
  'pulls back off while they fail': hotLoop,
};

export function judge(evidence: Evidence): string[] {
  return Object.entries(CHECKS).flatMap(([check, look]) => look(evidence).map((breach) => `${check}: ${breach}`));
}

function notConfirmed({ journal, events }: Evidence): string[] {
  const confirmed = new Set(entriesOf(journal, 'confirmed').map(({ eventId }) => eventId));
  return events
    .filter(({ eventId }) => !confirmed.has(eventId))
    .map((event) => `event ${event.eventId} (${event.chaosId}) is not`);
}

function notProcessed(evidence: Evidence): string[] {
  const ended = new Set(evidence.handlers.filter(({ step }) => step === 'ended').map(({ chaosId }) => chaosId));
  const parked = new Set(evidence.owned.filter((event) => event.parked).map(({ key }) => key));
  const keysOf = keysByEvent(evidence);
  return evidence.events
    .filter((event) => !ended.has(event.chaosId) && ![...keysOf(event)].some((key) => parked.has(key)))
    .map((event) => `event ${event.eventId} (${event.chaosId}) was not`);
}

function confirmedTooSoon(evidence: Evidence): string[] {
  const ended = firstBy(
    evidence.handlers.filter(({ step }) => step === 'ended'),
    ({ chaosId }) => chaosId,
  );
  const owned = new Map(evidence.owned.map(({ key, startedAt }) => [key, startedAt]));
  const byId = new Map(evidence.events.map((event) => [event.eventId, event]));
  const keysOf = keysByEvent(evidence);
  const others = pulledByOthers(evidence);
  return entriesOf(evidence.journal, 'confirmed').flatMap((entry) => {
    const event = byId.get(entry.eventId);
    if (!event) return [];
    const handledAt = ended.get(event.chaosId)?.at ?? Infinity;
    const mayBeOwned =
      evidence.confirmPolicy === 'owned' || entry.delivery >= MAX_DELIVERIES || others.has(entry.eventId);
    const ownedAt = mayBeOwned ? Math.min(...[...keysOf(event)].map((key) => owned.get(key) ?? Infinity)) : Infinity;
    const settledAt = Math.min(handledAt, ownedAt);
    return settledAt <= entry.at + CLOCKS_MS ? [] : [`event ${entry.eventId} at ${entry.at}, settled at ${settledAt}`];
  });
}

function confirmedTooLate({ journal }: Evidence): string[] {
  const answers = new Map<string, number[]>();
  for (const { at, eventHandles } of callsOf(journal).filter(isPull)) {
    for (const handle of eventHandles) answers.set(handle, [...(answers.get(handle) ?? []), at]);
  }
  return callsOf(journal).flatMap((call) => {
    if (call.api !== 'ConfirmEvents') return [];
    // A handle may have been given out again: what counts is the latest answer before the call.
    const answeredAt = (handle: string): number =>
      Math.max(...(answers.get(handle) ?? []).filter((at) => at <= call.receivedAt));
    return call.eventHandles
      .filter((handle) => Number.isFinite(answeredAt(handle)))
      .map((handle) => call.receivedAt - deadlineOf(answeredAt(handle)))
      .filter((lateMs) => lateMs > TRANSIT_MS)
      .map((lateMs) => `a call at ${call.receivedAt} was ${lateMs} ms late`);
  });
}

function tooManyHandles({ journal }: Evidence): string[] {
  return callsOf(journal)
    .filter(({ api, handles }) => api === 'ConfirmEvents' && handles > 16)
    .map(({ receivedAt, handles }) => `the call at ${receivedAt} had ${handles}`);
}

/** Events that the harness itself has pulled at some time. */
function pulledByOthers({ journal }: Evidence): Set<number> {
  const handles = new Set(
    callsOf(journal).flatMap((call) => (isPull(call) && !isWorkers(call) ? call.eventHandles : [])),
  );
  return new Set(
    entriesOf(journal, 'delivered').flatMap(({ handle, eventId }) => (handles.has(handle) ? [eventId] : [])),
  );
}

/**
 * What somebody else pulled and could not confirm, the pump does not know of; nor does the next one know what batches of a pump that was
 * released learned after that.
 */
function processedTwice(evidence: Evidence): string[] {
  const { handlers, events, disturbances } = evidence;
  const { crashed, temporalDown, drained, vodFailed } = disturbances;
  if (crashed || temporalDown || (drained && vodFailed)) return [];
  const others = pulledByOthers(evidence);
  const comparable = events.filter((event) => event.identity && !event.duplicate && !others.has(event.eventId));
  const repeated = new Set(events.filter(({ duplicate }) => duplicate).map(({ chaosId }) => chaosId));
  const ended = counts(handlers.filter(({ step }) => step === 'ended').map(({ chaosId }) => chaosId));
  return comparable
    .filter(({ chaosId }) => !repeated.has(chaosId) && (ended.get(chaosId) ?? 0) > 1)
    .map(({ eventId, chaosId }) => `event ${eventId} was, ${ended.get(chaosId)} times`);
}

/** Under the strict policy a delivery again is what an unfinished event is left to. */
function redeliveredWithoutNeed({ journal, disturbances, confirmPolicy }: Evidence): string[] {
  if (Object.values(disturbances).some(Boolean) || confirmPolicy === 'processed') return [];
  return entriesOf(journal, 'delivered')
    .filter(({ delivery }) => delivery > 1)
    .map(({ eventId, delivery }) => `event ${eventId} was delivered ${delivery} times`);
}

/** Until then a process loads its code, and heeds no signal by itself. */
const LOADED_AFTER_MS = 10_000;

/** While Temporal is away a worker may give up at its start, and cannot drain. */
function endedBadly({ ends, disturbances }: Evidence): string[] {
  if (disturbances.temporalDown) return [];
  return ends
    .filter(({ asked, askedTwice, ageMs, how }) => {
      if (askedTwice) return !['0', '1', asked].includes(how);
      if (asked === 'SIGTERM' && ageMs > LOADED_AFTER_MS) return how !== '0';
      return asked === undefined || !['0', asked].includes(how);
    })
    .map(({ place, asked = 'nothing', how }) => `${place} was sent ${asked} and ended with ${how}`);
}

function twoPumps({ journal }: Evidence): string[] {
  const tenures = pullers(journal).flatMap(({ name, began }) =>
    spans(began, ONE_PUMP_GAP_MS).map((s) => ({ name, ...s })),
  );
  return tenures.flatMap((one, index) =>
    tenures.slice(index + 1).flatMap((other) => {
      const together = Math.min(one.to, other.to) - Math.max(one.from, other.from);
      return one.name !== other.name && together > FAILOVER_MS
        ? [`${one.name} and ${other.name} for ${Math.round(together)} ms`]
        : [];
    }),
  );
}

function tooManyPulls({ journal }: Evidence): string[] {
  const began = pullers(journal).flatMap((puller) => puller.began);
  const most = mostWithin(began, 1_000);
  return most > PULLS_PER_SECOND ? [`${most} began within a second`] : [];
}

function hotLoop({ journal }: Evidence): string[] {
  return pullers(journal).flatMap(({ name, calls }) => {
    const runs: CallEntry[][] = [[]];
    for (const call of calls) {
      if (call.code === 'ok' || call.code === 'ResourceNotFound') runs.push([]);
      else runs.at(-1)?.push(call);
    }
    const most = Math.max(
      ...runs.map((run) =>
        mostWithin(
          run.map(({ receivedAt }) => receivedAt),
          10_000,
        ),
      ),
    );
    return most > FAILED_PULLS_PER_10_S ? [`${name} made ${most} within ten seconds`] : [];
  });
}

/** What a person wants to know of a run, breaches or not. */
export interface Figures {
  events: number;
  redelivered: number;
  /** Events of which a handler has come to its end more than once. */
  duplicates: number;
  parked: number;
  owned: number;
  worstHeadroomMs: number;
}

export function figuresOf({ journal, handlers, events, owned }: Evidence): Figures {
  const ended = counts(handlers.filter(({ step }) => step === 'ended').map(({ chaosId }) => chaosId));
  return {
    events: events.length,
    redelivered: entriesOf(journal, 'delivered').filter(({ delivery }) => delivery > 1).length,
    duplicates: [...ended.values()].filter((times) => times > 1).length,
    parked: owned.filter(({ parked }) => parked).length,
    owned: owned.length,
    worstHeadroomMs: Math.min(...entriesOf(journal, 'confirmed').map(({ headroomMs }: ConfirmedEntry) => headroomMs)),
  };
}

function entriesOf<K extends JournalEntry['kind']>(
  journal: readonly JournalEntry[],
  kind: K,
): Extract<JournalEntry, { kind: K }>[] {
  return journal.filter((entry): entry is Extract<JournalEntry, { kind: K }> => entry.kind === kind);
}

/** In the order in which they were received. */
function callsOf(journal: readonly JournalEntry[]): CallEntry[] {
  return entriesOf(journal, 'call').sort((one, other) => one.receivedAt - other.receivedAt);
}

const isPull = ({ api }: CallEntry): boolean => api === 'PullEvents';
const isWorkers = ({ extInfo }: CallEntry): boolean => extInfo?.startsWith('worker') ?? false;

/** The workers that have pulled, by name, and when. */
function pullers(journal: readonly JournalEntry[]): { name: string; began: number[]; calls: CallEntry[] }[] {
  const byName = new Map<string, CallEntry[]>();
  for (const call of callsOf(journal)) {
    if (!isPull(call) || !isWorkers(call)) continue;
    const { extInfo = '' } = call;
    byName.set(extInfo, [...(byName.get(extInfo) ?? []), call]);
  }
  return [...byName].map(([name, calls]) => ({ name, calls, began: calls.map(({ receivedAt }) => receivedAt) }));
}

/** The keys an event may have had: without a natural identity one for each delivery. */
function keysByEvent({ journal }: Evidence): (event: ChaosEvent) => Set<string> {
  const handles = new Map<number, string[]>();
  for (const { eventId, handle } of entriesOf(journal, 'delivered'))
    handles.set(eventId, [...(handles.get(eventId) ?? []), handle]);
  return ({ eventId, content }) => new Set((handles.get(eventId) ?? []).map((handle) => eventKey(content, handle)));
}

function firstBy(lines: HandlerLine[], nameOf: (line: HandlerLine) => string): Map<string, HandlerLine> {
  return new Map(lines.reverse().map((line) => [nameOf(line), line]));
}

function counts(names: string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

/** Cuts sorted moments into stretches without a gap longer than that. */
function spans(moments: readonly number[], gapMs: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const at of moments) {
    const last = found.at(-1);
    if (last && at - last.to <= gapMs) last.to = at;
    else found.push({ from: at, to: at });
  }
  return found;
}

/** The largest number of moments in any stretch of this length. */
function mostWithin(moments: readonly number[], lengthMs: number): number {
  const sorted = [...moments].sort((one, other) => one - other);
  let from = 0;
  return sorted.reduce((most, at, index) => {
    while ((sorted[from] ?? at) < at - lengthMs) from++;
    return Math.max(most, index - from + 1);
  }, 0);
}
