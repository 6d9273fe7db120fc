/**
 * What a chaos run does, drawn from its seed: equal seeds, equal schedules. Times count from the start of the run.
 */
import * as fc from 'fast-check';
import type { ConfirmPolicy } from '../../src/core/contract';
import { ERROR_TABLE } from '../../src/core/error-table';
import { everySwitchSetting, type FaultKind, type FaultSpec, type Switches } from '../../src/testing';

export type KillSignal = 'SIGKILL' | 'SIGTERM';

/** Where in the life of an event its worker is hit. */
export type Moment = 'delivered' | 'processing' | 'processed' | 'confirming' | 'owned';

export type Fault =
  | { kind: 'kill'; signal: KillSignal; whom: 'pulling' | 'other' }
  | { kind: 'killAt'; signal: KillSignal; moment: Moment }
  /** SIGTERM, and SIGKILL in the middle of the drain. */
  | { kind: 'killWhileDraining'; afterMs: number }
  | { kind: 'rollingRestart' }
  /** The worker that pulls is stopped and wakes up when another one has its poller: two that fight over it. */
  | { kind: 'freeze'; forMs: number }
  | { kind: 'temporalDown'; forMs: number }
  | { kind: 'vodDown'; forMs: number }
  | { kind: 'vodFault'; spec: FaultSpec }
  /** Every confirm fails for so long, so that the next returns just before or just after the deadline. */
  | { kind: 'confirmsFail'; forMs: number }
  | { kind: 'latePull' }
  | { kind: 'blockedLoop' }
  | { kind: 'deafHandler' }
  | { kind: 'duplicate' }
  /** A batch of somebody else's with one stale handle among good ones. */
  | { kind: 'staleHandle' }
  | { kind: 'burst'; events: number };

export interface Schedule {
  switches: Switches;
  confirmPolicy: ConfirmPolicy;
  /** How far each worker's clock is from the servers', ms; as many as there are workers. */
  skewsMs: number[];
  /** Events enqueued every 250 ms. */
  eventsPerTick: number;
  faults: { atMs: number; fault: Fault }[];
}

export interface Profile {
  /** Faults begin within this time. */
  lengthMs: number;
  faults: { minimum: number; maximum: number };
  temporalDownMs: readonly number[];
  vodDownMs: readonly number[];
}

export const FULL: Profile = {
  lengthMs: 25_000,
  faults: { minimum: 2, maximum: 6 },
  temporalDownMs: [2_000, 12_000, 45_000],
  vodDownMs: [5_000, 20_000, 60_000],
};

/** Short enough for every test run. */
export const SHORT: Profile = {
  lengthMs: 8_000,
  faults: { minimum: 3, maximum: 5 },
  temporalDownMs: [2_000],
  vodDownMs: [3_000],
};

export function scheduleOf(seed: number, profile: Profile): Schedule {
  const [schedule] = fc.sample(schedules(profile), { seed, numRuns: 1 });
  if (!schedule) throw new Error('There is no schedule.');
  return { ...schedule, faults: schedule.faults.sort((one, other) => one.atMs - other.atMs) };
}

/** How the events of a run are made, in the order in which they are enqueued. */
export interface EventPlan {
  /** Whether its payload has a TaskId, which makes its deliveries recognizable. */
  identity: boolean;
  workMs: number;
  failTries: number;
}

export function eventPlansOf(seed: number, count: number): EventPlan[] {
  return fc.sample(eventPlans, { seed, numRuns: count });
}

const often = <T>(weight: number, value: T): { weight: number; arbitrary: fc.Arbitrary<T> } => ({
  weight,
  arbitrary: fc.constant(value),
});

const eventPlans: fc.Arbitrary<EventPlan> = fc.record({
  identity: fc.oneof(often(3, true), often(1, false)),
  workMs: fc.oneof(often(8, 0), often(4, 30), { weight: 1, arbitrary: fc.integer({ min: 1_000, max: 7_000 }) }),
  failTries: fc.oneof(often(20, 0), often(2, 1), often(1, 3), often(1, 99)),
});

const skews = fc.oneof(often(3, 0), often(1, 5_000), often(1, -5_000), {
  weight: 1,
  arbitrary: fc.integer({ min: -5_000, max: 5_000 }),
});

const codes = ERROR_TABLE.flatMap(({ code, family }) => (family ? [code, `${code}.SomethingNew`] : [code]));

const faultKinds: fc.Arbitrary<FaultKind> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...codes, 'NobodyKnowsThis').map((error) => ({ error })) },
  { weight: 2, arbitrary: fc.constantFrom(400, 403, 429, 500, 502, 503, 504).map((httpStatus) => ({ httpStatus })) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<FaultKind[]>('hang', 'reset', 'cutBody', 'stallBody', 'html', 'noResponse'),
  },
  { weight: 3, arbitrary: fc.integer({ min: 100, max: 11_000 }).map((delayMs) => ({ delayMs })) },
);

const faultSpecs: fc.Arbitrary<FaultSpec> = fc.record({
  api: fc.constantFrom<FaultSpec['api'][]>('PullEvents', 'ConfirmEvents', '*'),
  kind: faultKinds,
  when: fc.constantFrom<('before' | 'after')[]>('before', 'after'),
  times: fc.integer({ min: 1, max: 6 }),
});

function faults(profile: Profile): fc.Arbitrary<Fault> {
  const signal = fc.constantFrom<KillSignal[]>('SIGKILL', 'SIGTERM');
  const kind = <K extends Fault['kind']>(name: K): fc.Arbitrary<K> => fc.constant(name);
  return fc.oneof(
    fc.record({ kind: kind('kill'), signal, whom: fc.constantFrom<('pulling' | 'other')[]>('pulling', 'other') }),
    fc.record({
      kind: kind('killAt'),
      signal,
      moment: fc.constantFrom<Moment[]>('delivered', 'processing', 'processed', 'confirming', 'owned'),
    }),
    fc.record({ kind: kind('killWhileDraining'), afterMs: fc.integer({ min: 100, max: 3_000 }) }),
    fc.record({ kind: kind('rollingRestart') }),
    fc.record({ kind: kind('freeze'), forMs: fc.integer({ min: 3_000, max: 12_000 }) }),
    fc.record({ kind: kind('temporalDown'), forMs: fc.constantFrom(...profile.temporalDownMs) }),
    fc.record({ kind: kind('vodDown'), forMs: fc.constantFrom(...profile.vodDownMs) }),
    fc.record({ kind: kind('vodFault'), spec: faultSpecs }),
    fc.record({ kind: kind('confirmsFail'), forMs: fc.integer({ min: 20_000, max: 32_000 }) }),
    fc.record({ kind: kind('latePull') }),
    fc.record({ kind: kind('blockedLoop') }),
    fc.record({ kind: kind('deafHandler') }),
    fc.record({ kind: kind('duplicate') }),
    fc.record({ kind: kind('staleHandle') }),
    fc.record({ kind: kind('burst'), events: fc.integer({ min: 50, max: 600 }) }),
  );
}

function schedules(profile: Profile): fc.Arbitrary<Schedule> {
  const { minimum, maximum } = profile.faults;
  return fc.record({
    switches: fc.constantFrom(...everySwitchSetting()),
    confirmPolicy: fc.oneof(often<ConfirmPolicy>(4, 'owned'), often<ConfirmPolicy>(1, 'processed')),
    skewsMs: fc.array(skews, { minLength: 2, maxLength: 3, size: 'max' }),
    eventsPerTick: fc.integer({ min: 1, max: 8 }),
    faults: fc.array(fc.record({ atMs: fc.integer({ min: 500, max: profile.lengthMs }), fault: faults(profile) }), {
      minLength: minimum,
      maxLength: maximum,
      size: 'max',
    }),
  });
}
