/** Once no workflow of version 1 is open: the old way is gone, but histories of version 2 still hold the patch. */
import { condition, defineSignal, deprecatePatch, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from './activities';

const { publish, archive, review } = proxyActivities<Activities>({ startToCloseTimeout: '10 seconds' });

export async function videoLife(videoId: string): Promise<void> {
  let withdrawn = false;
  setHandler(defineSignal('withdraw'), () => {
    withdrawn = true;
  });
  deprecatePatch('review-first');
  await review(videoId);
  await publish(videoId);
  await condition(() => withdrawn);
  await archive(videoId);
}
