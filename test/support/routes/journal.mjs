// Does what an event's payload says (`WorkMs`, `FailTries`) and writes a line about it to the file VOD_EVENTS_TEST_JOURNAL.
// With VOD_EVENTS_TEST_TRIES an event has as many tries; with VOD_EVENTS_TEST_MENDED none fails any more. Events of the type ClipComplete are owned at once.
import { appendFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

const { VOD_EVENTS_TEST_JOURNAL, VOD_EVENTS_TEST_TRIES, VOD_EVENTS_TEST_MENDED } = process.env;

async function handler({ payload: { TaskId, WorkMs = 0, FailTries = 0 } }, { attempt }) {
  const write = (step) => {
    const line = { step, taskId: TaskId, pid: process.pid, attempt, at: Date.now() };
    appendFileSync(VOD_EVENTS_TEST_JOURNAL, `${JSON.stringify(line)}\n`);
  };
  write('began');
  if (WorkMs > 0) await delay(WorkMs);
  if (attempt <= FailTries && !VOD_EVENTS_TEST_MENDED) {
    write('failed');
    throw new Error('The event said that this try fails.');
  }
  write('ended');
}

const retry = { maximumAttempts: Number(VOD_EVENTS_TEST_TRIES) };

const route = { handler, ...(VOD_EVENTS_TEST_TRIES && { retry }) };

export default { '*': route, ClipComplete: { ...route, quick: false } };
