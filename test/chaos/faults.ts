/**
 * How each fault is done to the world. Every function returns once the fault is over; what it broke mends itself afterwards, or is put
 * right by the end of the run.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { BATCH_WORKFLOW, batchId } from '../../src/core/contract';
import type { Place } from './fleet';
import type { EventPlan, Fault, KillSignal, Moment } from './schedule';
import type { World } from './world';

/** How long a moment is waited for; a run in which it never comes goes on without. */
const MOMENT_WITHIN_MS = 15_000;

const QUICK: EventPlan = { identity: true, workMs: 0, failTries: 0 };

type Of<K extends Fault['kind']> = Extract<Fault, { kind: K }>;
type Actions = { [K in Fault['kind']]: (world: World, fault: Of<K>) => Promise<void> | void };

const ACTIONS: Actions = {
  kill: (world, { signal, whom }) => kill(world, whom === 'pulling' ? pulling(world) : other(world), signal),
  killAt: async (world, { signal, moment }) => kill(world, await MOMENTS[moment](world), signal),
  async killWhileDraining(world, { afterMs }) {
    const place = pulling(world);
    kill(world, place, 'SIGTERM');
    await delay(afterMs);
    kill(world, place, 'SIGKILL');
  },
  async rollingRestart(world) {
    world.disturbances.drained = true;
    for (const place of [...world.fleet.places]) await world.fleet.replace(place);
  },
  async freeze(world, { forMs }) {
    world.disturbances.crashed = true;
    const pid = pulling(world)?.pid;
    signalTo(pid, 'SIGSTOP');
    await delay(forMs);
    signalTo(pid, 'SIGCONT');
  },
  async temporalDown(world, { forMs }) {
    if (!world.server) return;
    world.disturbances.temporalDown = true;
    await world.server.down();
    await delay(forMs);
    await world.server.up();
  },
  async vodDown(world, { forMs }) {
    world.disturbances.vodFailed = true;
    world.emulator.setUnavailable(true);
    await delay(forMs);
    world.emulator.setUnavailable(false);
  },
  vodFault(world, { spec }) {
    world.disturbances.vodFailed = true;
    world.emulator.fault(spec);
  },
  async confirmsFail(world, { forMs }) {
    world.disturbances.vodFailed = true;
    const fault = world.emulator.fault({ api: 'ConfirmEvents', kind: { error: 'InternalError' }, times: Infinity });
    await delay(forMs);
    fault.clear();
  },
  latePull(world) {
    world.disturbances.vodFailed = true;
    world.emulator.fault({ api: 'PullEvents', kind: { delayMs: 4_900 }, when: 'after' });
  },
  blockedLoop: (world) => void world.enqueue([QUICK], { BlockMs: 3_000 }),
  deafHandler: (world) => void world.enqueue([{ ...QUICK, workMs: 15_000 }], {}, 'SplitMediaComplete'),
  duplicate(world) {
    const event = world.events.findLast(({ identity, duplicate }) => identity && !duplicate);
    if (event) world.enqueueAgain(event);
  },
  staleHandle,
  burst: (world, { events }) => void world.enqueue(Array.from({ length: events }, () => QUICK)),
};

export async function apply(world: World, fault: Fault): Promise<void> {
  await (ACTIONS[fault.kind] as (world: World, fault: Fault) => Promise<void> | void)(world, fault);
}

/** Each resolves to the place to be hit, at the very moment. */
const MOMENTS: Record<Moment, (world: World) => Promise<Place | undefined>> = {
  delivered: (world) => {
    return new Promise((resolve) => {
      const end = world.onEntry(({ kind }) => {
        if (kind === 'delivered') done();
      });
      const timer = setTimeout(() => done(), MOMENT_WITHIN_MS);
      const done = (): void => {
        end();
        clearTimeout(timer);
        resolve(pulling(world));
      };
    });
  },
  processing: (world) => handlerStep(world, 'began'),
  processed: (world) => handlerStep(world, 'ended'),
  async confirming(world) {
    world.disturbances.vodFailed = true;
    const fault = world.emulator.fault({ api: 'ConfirmEvents', kind: { delayMs: 1_500 } });
    await within(() => (fault.timesLeft === 0 ? true : undefined));
    return pulling(world);
  },
  async owned(world) {
    const [event] = world.enqueue([{ ...QUICK, workMs: 8_000 }]);
    const began = await within(() => world.handlerLines().find(({ chaosId }) => chaosId === event?.chaosId));
    await delay(4_000);
    return began && world.fleet.byPid(began.pid);
  },
};

async function handlerStep(world: World, step: 'began' | 'ended'): Promise<Place | undefined> {
  const before = world.handlerLines().length;
  const line = await within(() =>
    world
      .handlerLines()
      .slice(before)
      .find((found) => found.step === step),
  );
  return line && world.fleet.byPid(line.pid);
}

async function within<T>(look: () => T | undefined): Promise<T | undefined> {
  for (const giveUpAt = Date.now() + MOMENT_WITHIN_MS; Date.now() < giveUpAt; await delay(5)) {
    const found = look();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What another consumer pulled, in a batch of its own, together with a handle that no longer confirms. */
async function staleHandle(world: World): Promise<void> {
  world.disturbances.otherConsumer = true;
  world.enqueue(Array.from({ length: 15 }, () => QUICK));
  const { events } = await world.vod.pullEvents().catch(() => ({ events: [] }));
  const [first] = events;
  if (!first) return;
  const madeUp = `stale-${Date.now()}`;
  const input = {
    version: 1,
    source: world.source,
    pulledAt: Date.now(),
    events: [...events, { ...first, EventHandle: madeUp }],
  };
  const workflowId = batchId(world.source, madeUp);
  const start = world.client.workflow.start(BATCH_WORKFLOW, {
    taskQueue: world.taskQueue,
    workflowId,
    args: [input],
  });
  // While Temporal is away there is no batch, and what was pulled comes again.
  await start.catch(() => {});
}

function kill(world: World, place: Place | undefined, signal: KillSignal): void {
  if (signal === 'SIGKILL') world.disturbances.crashed = true;
  else world.disturbances.drained = true;
  place?.kill(signal);
}

const pulling = (world: World): Place | undefined => world.fleet.byName(world.pulling) ?? world.fleet.places[0];

function other(world: World): Place | undefined {
  const puller = pulling(world);
  return world.fleet.places.find((place) => place !== puller);
}

function signalTo(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
