import type { MockActivityEnvironment } from '@temporalio/testing';
import { createConfirmEvents } from '../../src/activities/confirm';
import type { ConfirmOutcome, ConfirmRequest } from '../../src/activities/types';
import { ConfirmLine } from '../../src/activities/confirm-line';
import { CONFIRM_TIMEOUT_MS } from '../../src/core/defaults';
import { RateBudget } from '../../src/core/rate-budget';
import { createSourceClient, type SourceClient } from '../../src/activities/source-client';
import { VodEmulator, type EmulatorOptions } from '../../src/testing';
import { NO_TRACING } from '../../src/tracing/tracing';
import { createVodClient, type VodClient } from '../../src/vod/client';
import { environment, events, recordingLog, SOURCE, run, telling, type Telling } from './support';

export interface Confirming {
  emulator: VodEmulator;
  vod: VodClient;
  told: Telling;
  source: SourceClient;
  /** One attempt; attempts in the same environment belong to the same activity. */
  confirm(handles: string[], more?: Partial<ConfirmRequest>, env?: MockActivityEnvironment): Promise<ConfirmOutcome>;
  /** Puts events into the queue and pulls them all. */
  deliver(count: number): Promise<string[]>;
  /** How many handles each ConfirmEvents call carried, in the order of the answers. */
  calls(): number[];
}

const running: { emulator: VodEmulator; vod: VodClient }[] = [];

afterEach(async () => {
  for (const { emulator, vod } of running.splice(0)) {
    vod.close();
    await emulator.stop();
  }
});

/** `confirmEvents` with the real client against an emulator. */
export async function confirming(
  options: EmulatorOptions = {},
  { confirmBudget = new RateBudget(1_000), confirmTimeoutMs = CONFIRM_TIMEOUT_MS } = {},
): Promise<Confirming> {
  const emulator = await VodEmulator.start({ holdMs: 0, ...options });
  const vod = createVodClient({
    source: SOURCE,
    endpoint: emulator.url,
    credential: { ...emulator.credential },
    confirmTimeoutMs,
  });
  running.push({ emulator, vod });
  const source = {
    ...createSourceClient(vod, { ratePerSecond: 1_000, confirmPolicy: 'owned', maxDeliveries: 10 }),
    confirms: new ConfirmLine(confirmBudget),
  };
  const told = telling(recordingLog());
  const confirmEvents = createConfirmEvents({
    sources: new Map([[SOURCE, source]]),
    observe: told.observe,
    tracing: NO_TRACING,
  });
  return {
    emulator,
    vod,
    told,
    source,
    confirm: (handles, more = {}, env = environment()) =>
      run(env, confirmEvents, { source: SOURCE, pulledAt: Date.now(), handles, ...more }),
    deliver: async (count) => {
      emulator.enqueue(events(count).map(({ EventHandle: _none, ...content }) => content));
      const handles: string[] = [];
      while (handles.length < count) {
        for (const { EventHandle } of (await vod.pullEvents()).events) handles.push(String(EventHandle));
      }
      return handles;
    },
    calls: () =>
      emulator.journal
        .of('call')
        .filter(({ api }) => api === 'ConfirmEvents')
        .map(({ handles }) => handles),
  };
}
