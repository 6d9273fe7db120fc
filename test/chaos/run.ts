import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Evidence } from './evidence';
import { apply } from './faults';
import { figuresOf, judge, type Figures } from './oracle';
import { eventPlansOf, scheduleOf, type Profile, type Schedule } from './schedule';
import { World } from './world';

const TICK_MS = 250;
const MAX_PLANS = 3_000;
/** After the last fault: a halted poller probes every minute, and what was delivered last comes again after its window. */
const DRAINED_WITHIN_MS = 240_000;

export interface Report {
  seed: number;
  schedule: Schedule;
  figures: Figures;
  breaches: string[];
  seconds: number;
}

export interface RunOptions {
  seed: number;
  profile: Profile;
  cli: string | undefined;
  directory: string;
}

/** Runs one schedule to its end and judges it. */
export async function runChaos({ seed, profile, cli, directory }: RunOptions): Promise<Report> {
  const began = performance.now();
  const schedule = scheduleOf(seed, profile);
  const world = await World.start({ schedule, cli, directory });
  try {
    await unfold(world, seed, schedule);
    const stuck = await drained(world);
    await world.retire();
    const evidence = await world.evidence();
    keep(evidence, directory);
    const breaches = [...stuck, ...judge(evidence)];
    return { seed, schedule, figures: figuresOf(evidence), breaches, seconds: (performance.now() - began) / 1_000 };
  } finally {
    await world.stop();
  }
}

/** Events come all the while; every fault begins at its time, whether those before it are over or not. */
async function unfold(world: World, seed: number, { faults, eventsPerTick }: Schedule): Promise<void> {
  const plans = eventPlansOf(seed, MAX_PLANS);
  const feed = setInterval(() => world.enqueue(plans.splice(0, eventsPerTick)), TICK_MS);
  // Nothing is hit before it is there.
  await world.emulator.waitFor(({ confirmed }) => confirmed > 0, { timeoutMs: 60_000 });
  try {
    await Promise.all(
      faults.map(async ({ atMs, fault }) => {
        await delay(atMs);
        await apply(world, fault);
      }),
    );
  } finally {
    clearInterval(feed);
  }
  world.emulator.clearFaults();
}

/** Waits until nothing is left to do; what is still open after that is a breach of its own. */
async function drained(world: World): Promise<string[]> {
  const giveUpAt = Date.now() + DRAINED_WITHIN_MS;
  const open = async (): Promise<string[]> => {
    const { waiting, inFlight } = world.emulator.stats();
    const handling = (await world.owned()).filter((event) => event.open && !event.parked).length;
    const batches = await world.openBatches();
    return [
      ...(waiting + inFlight > 0 ? [`${waiting} events wait in VOD and ${inFlight} are in flight`] : []),
      ...(batches > 0 ? [`${batches} batches are open`] : []),
      ...(handling > 0 ? [`${handling} events are neither done nor parked`] : []),
    ];
  };
  for (;;) {
    const left = await open().catch((error: unknown) => [`Temporal does not answer (${String(error)})`]);
    if (left.length === 0) return [];
    if (Date.now() > giveUpAt) return left.map((what) => `it never came to rest: ${what}`);
    await delay(500);
  }
}

/** For whoever looks into a breach. */
function keep({ journal, owned }: Evidence, directory: string): void {
  const file = createWriteStream(join(directory, 'journal.jsonl'));
  for (const entry of journal) file.write(`${JSON.stringify(entry)}\n`);
  for (const event of owned) file.write(`${JSON.stringify({ kind: 'owned', ...event })}\n`);
  file.end();
}
