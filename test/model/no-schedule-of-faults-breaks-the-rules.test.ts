import fc from 'fast-check';
import { WINDOW_MS } from '../../src/core/defaults';
import { everySwitchSetting } from '../../src/testing';
import { Machine, type Answer, type Fate, type MachineOptions } from './machine';

/**
 * Promises 1, 3 and 4 as rules, without processes or servers: thousands of schedules of deliveries, crashes, lost replies and expired
 * windows, and the shortest one that breaks a rule when there is one.
 */
type Step = fc.Command<object, Machine>;

const step = (name: string, run: (machine: Machine) => void): Step => ({
  check: () => true,
  run: (_model, machine) => {
    run(machine);
    expect(machine.breaches).toEqual([]);
  },
  toString: () => name,
});

const answer = fc.constantFrom<Answer[]>('ok', 'ok', 'ok', 'lost', 'failed');
const fates = fc.array(fc.constantFrom<Fate[]>('done', 'done', 'slow', 'refused'), { minLength: 1, maxLength: 16 });
const batchAt = (machine: Machine, index: number) => [...machine.batches][index % Math.max(1, machine.batches.size)];

const steps = [
  fc
    .tuple(fc.boolean(), fc.constantFrom(0, 0, 0, 900), fc.integer({ min: 1, max: 20 }))
    .map(([identity, bytes, count]) =>
      step(`enqueue ${count}${identity ? '' : ' without identity'}${bytes ? ', large' : ''}`, (machine) => {
        for (let index = 0; index < (bytes ? 3 : count); index++) machine.enqueue(identity, bytes);
      }),
    ),
  answer.map((how) => step(`pull: ${how}`, (machine) => machine.pull(how))),
  fc.tuple(fc.nat(9), fates, fc.boolean()).map(([index, list, dies]) =>
    step(`process ${index}: ${list.join(',')}${dies ? ', and die' : ''}`, (machine) => {
      const batch = batchAt(machine, index);
      if (batch) machine.process(batch, list, dies);
    }),
  ),
  fc.tuple(fc.nat(9), answer).map(([index, how]) =>
    step(`confirm ${index}: ${how}`, (machine) => {
      const batch = batchAt(machine, index);
      if (batch) machine.confirm(batch, how);
    }),
  ),
  fc.nat(9).map((index) =>
    step(`close ${index}`, (machine) => {
      const batch = batchAt(machine, index);
      if (batch) machine.close(batch);
    }),
  ),
  fc.integer({ min: 1, max: 32_000 }).map((ms) => step(`${ms} ms pass`, (machine) => machine.pass(ms))),
  fc.constant(step('heartbeat', (machine) => machine.beat())),
  fc.constant(step('crash', (machine) => machine.crash())),
];

const skewMs = fc.constantFrom(0, 0, 5_000, -5_000, 1_234);
const options: fc.Arbitrary<MachineOptions> = fc.record({
  switches: fc.constantFrom(...everySwitchSetting()),
  confirmPolicy: fc.constantFrom<MachineOptions['confirmPolicy'][]>('owned', 'processed'),
  maxDeliveries: fc.integer({ min: 1, max: 4 }),
  pumpSkewMs: skewMs,
  workerSkewMs: skewMs,
  batchesEndInTime: fc.boolean(),
});

/** Everything heals: what is open is finished, what comes again is handled as `fate` says. Returns how many deliveries that took. */
function heal(machine: Machine, fate: Fate, rounds = 20): number {
  for (let round = 1; round <= rounds; round++) {
    for (let before = -1; before !== machine.queue.waiting;) {
      before = machine.queue.waiting;
      machine.pull('ok');
    }
    for (const batch of machine.batches) {
      machine.process(batch, [fate], false);
      machine.confirm(batch, 'ok');
      machine.close(batch);
    }
    machine.beat();
    machine.pass(WINDOW_MS);
    if (machine.queue.waiting + machine.queue.inFlight === 0) return round;
  }
  return Infinity;
}

function explore(check: (machine: Machine) => void, numRuns: number): void {
  fc.assert(
    fc.property(options, fc.commands(steps, { maxCommands: 60, size: 'large' }), (how, commands) => {
      const machine = new Machine(how);
      fc.modelRun(() => ({ model: {}, real: machine }), commands);
      check(machine);
    }),
    { numRuns },
  );
}

describe('under any schedule of deliveries, crashes, lost replies and expired windows', () => {
  it('nothing is confirmed too soon, too late or in too large a call, and every event is confirmed once all is well', () => {
    explore((machine) => {
      expect(heal(machine, 'done')).toBeLessThan(Infinity);
      expect(machine.breaches).toEqual([]);
      expect(machine.confirmed.size).toBe(machine.contents.length);
      for (const [key] of machine.confirmed) expect(key).toBeLessThan(machine.contents.length);
    }, 2_000);
  }, 120_000);

  it('an event that no handler ever finishes is parked, and does not come again for ever', () => {
    explore((machine) => {
      expect(heal(machine, 'slow')).toBeLessThan(Infinity);
      expect(machine.breaches).toEqual([]);
    }, 1_000);
  }, 120_000);

  it('an event with a natural identity is processed once, unless something died', () => {
    explore((machine) => {
      if (machine.deaths > 0 || !machine.options.batchesEndInTime) return;
      heal(machine, 'done');
      for (const { key, identity } of machine.contents)
        if (identity) expect(machine.processed.get(key) ?? 0).toBeLessThanOrEqual(1);
    }, 2_000);
  }, 120_000);
});
