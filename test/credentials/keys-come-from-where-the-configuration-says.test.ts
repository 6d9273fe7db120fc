import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialOf } from '../../src/credentials/credential';
import { credentialSchema } from '../../src/credentials/spec';
import { KEYS_FILE_KEPT_MS } from '../../src/core/defaults';
import { DEFAULT_ENDPOINT } from '../../src/vod/endpoint';
import { standIn, stsAnswer, stsFailure } from './stand-in';

const folder = mkdtempSync(join(tmpdir(), 'vod-events-keys-'));
const env = process.env;
beforeEach(() => (process.env = { ...env }));
afterEach(() => (process.env = env));
afterAll(() => rmSync(folder, { recursive: true }));

const BASE = { TENCENTCLOUD_SECRET_ID: 'base-id', TENCENTCLOUD_SECRET_KEY: 'base-key' };

function providerOf(spec: object, variables: NodeJS.ProcessEnv = BASE) {
  const credential = credentialOf(credentialSchema.parse(spec), { env: variables, folder, endpoint: DEFAULT_ENDPOINT });
  return 'getCredential' in credential ? credential : { getCredential: () => Promise.resolve(credential) };
}

const ROLE = { kind: 'assumeRole', roleArn: 'qcs::cam::uin/1:roleName/events' };

it('assumeRole: from STS, signed with the keys that may assume it', async () => {
  const { url, asked } = await standIn((_, response) => response.end(stsAnswer('role-id', 7_200)));
  const provider = providerOf({ ...ROLE, stsEndpoint: url, externalId: 'x' });
  for (let call = 0; call < 5; call++)
    expect(await provider.getCredential()).toEqual({ secretId: 'role-id', secretKey: 'tmp-key', token: 'tmp-token' });
  expect(asked).toHaveLength(1);
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
    RoleArn: ROLE.roleArn,
    RoleSessionName: 'temporal-vod-events',
    DurationSeconds: 7_200,
    ExternalId: 'x',
  });
  expect(asked[0]?.headers.authorization).toContain('Credential=base-id/');
});

it('assumeRole: what STS fails with once is not kept', async () => {
  let isDown = true;
  const { url } = await standIn((_, response) => response.end(isDown ? stsFailure : stsAnswer('role-id', 7_200)));
  const provider = providerOf({ ...ROLE, stsEndpoint: url });
  await expect(provider.getCredential()).rejects.toThrow('sts is down');
  isDown = false;
  const now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now + 60_000);
  expect(await provider.getCredential()).toMatchObject({ secretId: 'role-id' });
  jest.restoreAllMocks();
});

it('assumeRole: keys that have expired already are asked for once', async () => {
  const { url, asked } = await standIn((_, response) => response.end(stsAnswer('role-id', -60)));
  const provider = providerOf({ ...ROLE, stsEndpoint: url });
  for (let call = 0; call < 20; call++) await provider.getCredential();
  expect(asked).toHaveLength(1);
});

it('tkeOidc: by the token of the service account, read anew, and renewed ten minutes early', async () => {
  let id = 0;
  const { url, asked } = await standIn((_, response) => response.end(stsAnswer(`pod-${++id}`, 3_600)));
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'token-1');
  const variables = {
    TKE_REGION: 'ap-guangzhou',
    TKE_PROVIDER_ID: 'provider',
    TKE_WEB_IDENTITY_TOKEN_FILE: tokenFile,
    TKE_ROLE_ARN: ROLE.roleArn,
  };
  Object.assign(process.env, variables);
  const provider = providerOf({ kind: 'tkeOidc', stsEndpoint: url }, variables);
  expect(await provider.getCredential()).toMatchObject({ secretId: 'pod-1' });
  writeFileSync(tokenFile, 'token-2');
  const now = Date.now();
  // Nine minutes before they expire: the SDK's own margin is 0.6 s.
  jest.spyOn(Date, 'now').mockImplementation(() => now + 51 * 60_000);
  await provider.getCredential();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (asked.length < 2) return;
      clearInterval(timer);
      resolve();
    }, 10);
  });
  jest.restoreAllMocks();
  const tokens = asked.map(({ body }) => (JSON.parse(body) as { WebIdentityToken: string }).WebIdentityToken);
  expect(tokens).toEqual(['token-1', 'token-2']);
});

it('cvmRole: from the metadata service', async () => {
  const { url, asked } = await standIn(({ path }, response) => {
    if (path.endsWith('/')) return response.end('my-role');
    const { Credentials, ExpiredTime } = (
      JSON.parse(stsAnswer('cvm-id', 7_200)) as { Response: { Credentials: object; ExpiredTime: number } }
    ).Response;
    response.end(JSON.stringify({ ...Credentials, ExpiredTime, Code: 'Success' }));
  });
  // The SDK knows one address only, and goes there through a proxy that is set.
  process.env.http_proxy = url;
  const provider = providerOf({ kind: 'cvmRole' });
  expect(await provider.getCredential()).toMatchObject({ secretId: 'cvm-id', token: 'tmp-token' });
  expect(await provider.getCredential()).toMatchObject({ secretId: 'cvm-id' });
  expect(asked.map(({ path }) => path)).toEqual([
    '/latest/meta-data/cam/security-credentials/',
    '/latest/meta-data/cam/security-credentials/my-role',
  ]);
});

it('files: without the line end, and again when they have changed', async () => {
  writeFileSync(join(folder, 'id'), 'file-id\n');
  writeFileSync(join(folder, 'key'), 'file-key\n');
  const provider = providerOf({ kind: 'files', secretIdFile: 'id', secretKeyFile: 'key' });
  expect(await provider.getCredential()).toEqual({ secretId: 'file-id', secretKey: 'file-key' });
  writeFileSync(join(folder, 'id'), 'rotated\n');
  const now = Date.now();
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now + KEYS_FILE_KEPT_MS);
  let seen = await provider.getCredential();
  for (let turn = 0; turn < 500 && seen.secretId !== 'rotated'; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    seen = await provider.getCredential();
  }
  clock.mockRestore();
  expect(seen.secretId).toBe('rotated');
});

it('profile: and says where there is none', async () => {
  process.env.HOME = folder;
  await expect(providerOf({ kind: 'profile' }).getCredential()).rejects.toThrow('.tencentcloud/credentials');
});

it('default: the first that has keys; none are an error, and nothing is printed', async () => {
  process.env.HOME = folder;
  const { url } = await standIn((_, response) => response.writeHead(404).end());
  process.env.http_proxy = url;
  const printed = jest.spyOn(console, 'error').mockImplementation(() => {});
  expect(await providerOf({ kind: 'default' }).getCredential()).toMatchObject({ secretId: 'base-id' });
  const none = providerOf({ kind: 'default' }, {}).getCredential();
  await expect(none).rejects.toThrow(/environment: no keys; profile: .+; cvmRole: /);
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});
