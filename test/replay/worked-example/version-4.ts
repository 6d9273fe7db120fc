/** Once no workflow of version 2 is open: nothing is left of the patch. */
import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from './activities';

const { publish, archive, review } = proxyActivities<Activities>({ startToCloseTimeout: '10 seconds' });

export async function videoLife(videoId: string): Promise<void> {
  let withdrawn = false;
  setHandler(defineSignal('withdraw'), () => {
    withdrawn = true;
  });
  await review(videoId);
  await publish(videoId);
  await condition(() => withdrawn);
  await archive(videoId);
}
