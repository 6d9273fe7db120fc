import { sourceName } from '../settings/source';
import { createVodClient } from '../vod/client';
import { readSettings } from '../worker/settings';

/**
 * How many events wait in VOD, for the one application that the environment has keys for, asked as the worker would. Nothing where there are
 * none or another source is meant; without the number when VOD does not tell.
 */
export async function backlogOf(
  env: NodeJS.ProcessEnv,
  wanted: string | undefined,
): Promise<{ source: string; events?: number } | undefined> {
  const settings = readSettings(env);
  if (!settings.ok) return undefined;
  const { endpoint, subAppId, secretId, secretKey, sessionToken: token } = settings.values;
  const source = sourceName(wanted, subAppId);
  if (wanted !== undefined && subAppId !== undefined && wanted !== String(subAppId)) return undefined;
  const vod = createVodClient({ source, endpoint, subAppId, credential: { secretId, secretKey, token } });
  try {
    const { eventsToPull } = await vod.describeEventsState();
    return { source, ...(eventsToPull !== undefined && { events: eventsToPull }) };
  } catch {
    return { source };
  } finally {
    vod.close();
  }
}
