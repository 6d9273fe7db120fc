/** The same change made safely: only workflows that come to this place for the first time are reviewed. */
import { condition, defineSignal, patched, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from './activities';

const { publish, archive, review } = proxyActivities<Activities>({ startToCloseTimeout: '10 seconds' });

export async function videoLife(videoId: string): Promise<void> {
  let withdrawn = false;
  setHandler(defineSignal('withdraw'), () => {
    withdrawn = true;
  });
  if (patched('review-first')) await review(videoId);
  await publish(videoId);
  await condition(() => withdrawn);
  await archive(videoId);
}
