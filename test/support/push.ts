/** What VOD does in the mode PUSH: it posts an event, signed, and posts it again until somebody answers with 200. */
import { createHash } from 'node:crypto';
import { until } from './system';

export interface SignatureFields {
  Sign: string;
  T: number;
}

export const secondsFromNow = (seconds: number): number => Math.floor(Date.now() / 1_000) + seconds;

export function signatureBy(key: string, T = secondsFromNow(600)): SignatureFields {
  return { Sign: createHash('md5').update(`${key}${T}`).digest('hex'), T };
}

export const inQuery = ({ Sign, T }: SignatureFields): string => `?Sign=${Sign}&T=${T}`;

export function post(url: string, body: string | object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });
}

/** Posts one event, as often as it takes, with the same signature; returns every status it saw, the last of which is 200. */
export async function pushUntilTaken(url: string, event: object, key: string): Promise<number[]> {
  const signed = { ...event, ...signatureBy(key) };
  const statuses: number[] = [];
  await until('a 200', async () => {
    const status = await post(url, signed).then(
      (response) => response.status,
      () => 0,
    );
    statuses.push(status);
    return status === 200;
  });
  return statuses;
}
