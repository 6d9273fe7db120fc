/** A plain loop that never waits for a handler: it pulls in several lanes and confirms each success with what succeeded at about the same time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { clientFromEnv, handleEvent, handleOf } from './contender';

const LANES = 4;
const CONFIRM_EVERY_MS = 20;
const MAX_HANDLES = 16;

const vod = clientFromEnv();
let succeeded: string[] = [];

async function pullLane(): Promise<never> {
  for (;;) {
    const { events } = await vod.pullEvents();
    for (const event of events) {
      handleEvent(event).then(
        () => succeeded.push(handleOf(event)),
        () => {},
      );
    }
  }
}

async function confirmLane(): Promise<never> {
  for (;;) {
    await sleep(CONFIRM_EVERY_MS);
    const handles = succeeded;
    succeeded = [];
    while (handles.length > 0) await vod.confirmEvents(handles.splice(0, MAX_HANDLES)).catch(() => {});
  }
}

for (let lane = 0; lane < LANES; lane++) void pullLane();
void confirmLane();
