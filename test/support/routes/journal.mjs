// Does what an event's payload says (`WorkMs`, `FailTries`) and writes a line about it to the file VOD_EVENTS_TEST_JOURNAL.
import { appendFileSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

export default {
  '*': async ({ payload: { TaskId, WorkMs = 0, FailTries = 0 } }, { attempt }) => {
    const write = (step) => {
      const line = { step, taskId: TaskId, pid: process.pid, attempt, at: Date.now() };
      appendFileSync(process.env.VOD_EVENTS_TEST_JOURNAL, `${JSON.stringify(line)}\n`);
    };
    write('began');
    if (WorkMs > 0) await delay(WorkMs);
    if (attempt <= FailTries) {
      write('failed');
      throw new Error('The event said that this try fails.');
    }
    write('ended');
  },
};
