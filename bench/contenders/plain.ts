/** A plain sequential loop that keeps nothing: pull, handle what came side by side, confirm what succeeded, again. */
import { clientFromEnv, handleEvent, handleOf } from './contender';

const vod = clientFromEnv();

async function main(): Promise<never> {
  for (;;) {
    const { events } = await vod.pullEvents();
    if (events.length === 0) continue;
    const outcomes = await Promise.allSettled(events.map(handleEvent));
    const done = events.filter((_event, index) => outcomes[index]?.status === 'fulfilled');
    if (done.length > 0) await vod.confirmEvents(done.map(handleOf));
  }
}

void main();
