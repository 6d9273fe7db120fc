import { setTimeout as sleep } from 'node:timers/promises';
import { createVodClient, type VodClient } from '../src/vod/client';

/** What the contenders that are not the product share with it: the client, and the handler of routes.mjs. */
export function clientFromEnv(env = process.env): VodClient {
  const { VOD_ENDPOINT: endpoint, TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey } = env;
  return createVodClient({ source: 'bench', endpoint, credential: { secretId, secretKey } });
}

export const handle = (): Promise<void> => sleep(5);
