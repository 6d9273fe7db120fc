/** A plain sequential loop that keeps nothing: pull, handle what came side by side, confirm, again. */
import { clientFromEnv, handle } from './contender';

const vod = clientFromEnv();

async function main(): Promise<never> {
  for (;;) {
    const { events } = await vod.pullEvents();
    if (events.length === 0) continue;
    await Promise.all(events.map(() => handle()));
    await vod.confirmEvents(events.map(({ EventHandle }) => String(EventHandle)));
  }
}

void main();
