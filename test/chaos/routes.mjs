// What a handler does is in the event, whatever its signal says; what it did goes to a journal, by a clock that no skew of this process touches.
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import process from 'node:process';

async function handle({ payload }, { attempt }) {
  const { ChaosId, WorkMs = 0, BlockMs = 0, FailTries = 0 } = payload;
  const note = (step) => {
    const at = performance.timeOrigin + performance.now();
    const line = { step, chaosId: ChaosId, pid: process.pid, attempt, at };
    appendFileSync(process.env.VOD_EVENTS_CHAOS_JOURNAL, `${JSON.stringify(line)}\n`);
  };
  note('began');
  if (BlockMs > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BlockMs);
  if (WorkMs > 0) await delay(WorkMs);
  if (attempt <= FailTries) {
    note('failed');
    throw new Error('The event said that this try fails.');
  }
  note('ended');
}

const retry = { maximumAttempts: 5, initialInterval: 200, maximumInterval: 1_000 };

export default {
  '*': { handler: handle, retry },
  // Its handlers do not heed their signal: a try that is over is not the end of them.
  SplitMediaComplete: { handler: handle, retry, timeout: 3_000 },
};
