/** Released first: publishes a video, waits, maybe for months, until it is withdrawn, and archives it. */
import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from './activities';

const { publish, archive } = proxyActivities<Activities>({ startToCloseTimeout: '10 seconds' });

export async function videoLife(videoId: string): Promise<void> {
  let withdrawn = false;
  setHandler(defineSignal('withdraw'), () => {
    withdrawn = true;
  });
  await publish(videoId);
  await condition(() => withdrawn);
  await archive(videoId);
}
