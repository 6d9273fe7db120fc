import type { RawEvent } from '../../src/vod/api';
import { createVodClient, type VodClient } from '../../src/vod/client';
import { handle } from './handler.cjs';

/** What the contenders that are not the product share with it: the client, and the handler. */
export function clientFromEnv(env = process.env): VodClient {
  const { VOD_ENDPOINT: endpoint, TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey } = env;
  return createVodClient({ source: 'bench', endpoint, credential: { secretId, secretKey } });
}

export const handleOf = ({ EventHandle }: RawEvent): string => String(EventHandle);

export function handleEvent(event: RawEvent): Promise<void> {
  const { ClipCompleteEvent } = event as { ClipCompleteEvent: { TaskId: string } };
  return handle(ClipCompleteEvent.TaskId);
}
