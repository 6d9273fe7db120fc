import * as fc from 'fast-check';
import { createVodClient } from '../../src/vod/client';
import { DEFAULT_ENDPOINT, INTERNATIONAL_ENDPOINT, parseEndpoint } from '../../src/vod/endpoint';
import { KEYS } from './stand-in';

describe('an endpoint', () => {
  it.each([
    [DEFAULT_ENDPOINT, 'https://', 'vod.tencentcloudapi.com'],
    [INTERNATIONAL_ENDPOINT, 'https://', 'vod.intl.tencentcloudapi.com'],
    ['https://VOD.tencentcloudapi.com:443/', 'https://', 'vod.tencentcloudapi.com'],
    ['https://vod.proxy.example:8443', 'https://', 'vod.proxy.example:8443'],
    ['http://127.0.0.1:8080', 'http://', '127.0.0.1:8080'],
    ['http://127.1:80', 'http://', '127.0.0.1'],
    ['http://127.9.9.9', 'http://', '127.9.9.9'],
    ['http://localhost:1', 'http://', 'localhost:1'],
    ['http://[::1]:1', 'http://', '[::1]:1'],
    ['https://localhost', 'https://', 'localhost'],
  ])('may be %s', (url, protocol, host) => {
    expect(parseEndpoint(url)).toEqual({ protocol, host });
  });

  it.each([
    ['vod.tencentcloudapi.com', 'full URL'],
    ['', 'full URL'],
    ['ftp://vod.tencentcloudapi.com', 'start with https'],
    ['http://vod.tencentcloudapi.com', 'use https'],
    ['http://127.0.0.1.example', 'use https'],
    ['http://128.0.0.1', 'use https'],
    ['http://localhost.example', 'use https'],
    ['https://cvm.tencentcloudapi.com', 'start with "vod."'],
    ['https://vodtencentcloudapi.com', 'start with "vod."'],
    ['https://10.0.0.1', 'start with "vod."'],
    ['https://me@vod.tencentcloudapi.com', 'user name'],
    ['https://:hidden@vod.tencentcloudapi.com', 'user name'],
    ['https://me:hidden@vod.tencentcloudapi.com', 'user name'],
    ['https://vod.tencentcloudapi.com/v2', 'neither path nor query'],
    ['https://vod.tencentcloudapi.com?a=b', 'neither path nor query'],
    ['https://vod.tencentcloudapi.com/#a', 'neither path nor query'],
  ])('may not be %p', (url, says) => {
    const parsed = parseEndpoint(url);
    expect(parsed).toEqual({ problem: expect.stringContaining(says) as string });
    expect(JSON.stringify(parsed)).not.toContain('hidden');
    expect(() => createVodClient({ source: 's', endpoint: url, credential: KEYS })).toThrow(TypeError);
  });

  it('is either accepted or refused with a reason, whatever is written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (url) => {
        const parsed = parseEndpoint(url);
        return 'problem' in parsed ? parsed.problem.endsWith('.') : parsed.host !== '';
      }),
    );
  });
});
