/** The careless change: a video is reviewed before it is published, also one that version 1 has published. */
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
