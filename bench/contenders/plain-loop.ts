/** The process of the contender "plain": pulls, runs all handlers of the pull side by side, confirms, and again. Until SIGTERM. */
import { parseArgs } from 'node:util';
import { handleOf } from '../../src/core/handle';
import { createVodClient, type VodClient } from '../../src/vod/client';
import { VodCallAbortedError } from '../../src/vod/errors';

async function lane(vod: VodClient, handle: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { events } = await vod.pullEvents({ signal });
    await Promise.all(events.map(() => handle()));
    const handles = events.flatMap((event) => handleOf(event) ?? []);
    if (handles.length > 0) await vod.confirmEvents(handles);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { lanes: { type: 'string', default: '1' }, 'no-handlers': { type: 'boolean', default: false } },
  });
  const { handle } = await import('../routes.mjs');
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort());
  const vod = createVodClient({
    source: 'bench',
    endpoint: process.env.VOD_ENDPOINT,
    credential: { secretId: process.env.TENCENTCLOUD_SECRET_ID, secretKey: process.env.TENCENTCLOUD_SECRET_KEY },
  });
  const work = values['no-handlers'] ? () => Promise.resolve() : handle;
  await Promise.all(Array.from({ length: Number(values.lanes) }, () => lane(vod, work, stop.signal)));
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    if (error instanceof VodCallAbortedError) process.exit(0);
    console.error(error);
    process.exit(1);
  },
);
