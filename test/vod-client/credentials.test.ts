import { STSCredential } from 'tencentcloud-sdk-nodejs-common';
import type { Credential } from '../../src/vod/client';
import { cleanUp, clientOf, failureOf, json, KEYS, standIn } from './stand-in';

afterEach(cleanUp);

const answered = () => standIn((response) => json(response, { Response: { RequestId: 'r' } }));

describe('a credential provider', () => {
  it('is asked before every call, so that rotated keys are used at once', async () => {
    const { url, received } = await answered();
    let turn = 0;
    const getCredential = () => Promise.resolve({ ...KEYS, token: `token-${++turn}` });
    const client = clientOf(url, { credential: { getCredential } });
    await client.pullEvents();
    await client.pullEvents();
    expect(received.map(({ headers }) => headers['x-tc-token'])).toEqual(['token-1', 'token-2']);
  });

  it('that fails once fails one call and is asked again by the next', async () => {
    const { url, received } = await answered();
    let turn = 0;
    const getCredential = () => (turn++ === 0 ? Promise.reject(new Error('sts is down')) : Promise.resolve(KEYS));
    const client = clientOf(url, { credential: { getCredential } });
    const failure = await failureOf(client.pullEvents());
    expect(failure.errorClass).toBe('unreachable');
    expect(failure.message).toContain('sts is down');
    expect(received).toHaveLength(0);
    await client.pullEvents();
    expect(received).toHaveLength(1);
  });

  it("of Tencent's SDK does not keep a failure for ever", async () => {
    class FlakySts extends STSCredential {
      calls = 0;
      protected override getCredentialWithStsAssumeRole() {
        if (this.calls++ === 0) return Promise.reject(new Error('sts is down'));
        const [TmpSecretId, TmpSecretKey] = [KEYS.secretId, KEYS.secretKey];
        return Promise.resolve({
          TmpSecretId,
          TmpSecretKey,
          Token: 't',
          ExpiredTime: Date.now() / 1000 + 3_600,
          Expiration: '',
        });
      }
    }
    const { url, received } = await answered();
    const client = clientOf(url, {
      credential: new FlakySts({ credential: {} }, { RoleArn: '', RoleSessionName: '' }),
    });
    await failureOf(client.pullEvents());
    await client.pullEvents();
    expect(received[0]?.headers['x-tc-token']).toBe('t');
  });
});

describe('keys that cannot be right', () => {
  it.each<[string, Credential, string]>([
    ['no keys', {}, 'no SecretId'],
    ['an empty SecretKey', { ...KEYS, secretKey: '' }, 'no SecretKey'],
    ['a line end after the SecretKey', { ...KEYS, secretKey: 'abc\n' }, 'SecretKey has a space'],
    ['a space before the SecretId', { ...KEYS, secretId: ' AKIDabc' }, 'SecretId has a space'],
  ])('(%s) fail as configuration and send nothing', async (_name, keys, says) => {
    const { url, received } = await answered();
    for (const credential of [keys, { getCredential: () => Promise.resolve(keys) }]) {
      const failure = await failureOf(clientOf(url, { credential }).pullEvents());
      expect(failure.errorClass).toBe('configuration');
      expect(failure.message).toContain(says);
    }
    expect(received).toHaveLength(0);
  });
});
