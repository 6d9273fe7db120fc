/** Where the API is unless told otherwise, and the SDK's own default. */
export const DEFAULT_ENDPOINT = 'https://vod.tencentcloudapi.com';
/** For accounts of Tencent Cloud International. API document, international edition. */
export const INTERNATIONAL_ENDPOINT = 'https://vod.intl.tencentcloudapi.com';

/** A checked endpoint in the two parts that the SDK wants. */
export interface Endpoint {
  protocol: 'https://' | 'http://';
  /** Host name, and the port if it is not the protocol's own. */
  host: string;
}

/**
 * Checks the full URL of an endpoint, for instance {@link DEFAULT_ENDPOINT}. Returns its parts, or `problem`: what is wrong with it and
 * what to write instead, as a sentence that does not repeat the URL, which may hold a password.
 */
export function parseEndpoint(url: string): Endpoint | { problem: string } {
  if (!URL.canParse(url)) return { problem: `The endpoint must be a full URL such as ${DEFAULT_ENDPOINT}.` };
  const { protocol, hostname, host, pathname, search, hash, username, password } = new URL(url);
  const loopback = isLoopback(hostname);
  if (protocol !== 'https:' && protocol !== 'http:') {
    return { problem: 'The endpoint must start with https:// (http:// on a loopback address only).' };
  }
  if (username !== '' || password !== '') {
    return {
      problem: 'The endpoint must not hold a user name or password: VOD knows only the SecretId and SecretKey.',
    };
  }
  if (pathname !== '/' || search !== '' || hash !== '') {
    return { problem: 'The endpoint must end with the host and port: the API has neither path nor query.' };
  }
  if (protocol === 'http:' && !loopback) {
    return { problem: 'Plain http is for loopback addresses only: use https.' };
  }
  if (!loopback && !hostname.startsWith('vod.')) {
    return {
      problem:
        'The host of the endpoint must start with "vod.": its first label is part of what is signed, and VOD refuses any other.',
    };
  }
  return { protocol: protocol === 'https:' ? 'https://' : 'http://', host };
}

// The URL parser has brought every way of writing an address (127.1, 0x7f000001) into the form that is matched here.
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
