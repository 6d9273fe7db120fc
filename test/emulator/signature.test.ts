import { Agent } from 'node:http';
import { EMULATOR_CREDENTIAL } from '../../src/testing';
import { codeOf, confirm, events, pull, pullHandles, rawCode, sdkClient, start } from './support';

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

describe('a call is accepted when it is signed', () => {
  it('by the SDK, for an address with a port', async () => {
    const emulator = await start();
    emulator.enqueue(events(2));
    const client = sdkClient(emulator);
    await confirm(client, await pullHandles(client));
    expect(emulator.stats().confirmed).toBe(2);
  });

  it('by the SDK, for the real host name, the service being vod', async () => {
    const emulator = await start();
    emulator.enqueue(events(1));
    const agent = new Agent({
      lookup: (_host, options, found) =>
        options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4),
    });
    const client = sdkClient(emulator, { agent, endpoint: `vod.tencentcloudapi.com:${emulator.port}` });
    expect(await pull(client)).toHaveLength(1);
  });

  it('by the SDK, for localhost', async () => {
    const emulator = await start();
    emulator.enqueue(events(1));
    expect(await pull(sdkClient(emulator, { endpoint: `localhost:${emulator.port}` }))).toHaveLength(1);
  });

  it('by any of several key pairs, each with its token', async () => {
    const temporary = { secretId: 'temporary', secretKey: 'key', token: 'token' };
    const emulator = await start({ credentials: [EMULATOR_CREDENTIAL, temporary] });
    emulator.enqueue(events(17));
    expect(await pull(sdkClient(emulator, { credential: EMULATOR_CREDENTIAL }))).toHaveLength(16);
    expect(await pull(sdkClient(emulator, { credential: temporary }))).toHaveLength(1);
  });

  it('at a time within the tolerance', async () => {
    const emulator = await start({ holdMs: 0 });
    expect(await rawCode(emulator, { timestamp: nowSeconds() - 290 })).toBe('ResourceNotFound');
    expect(await rawCode(emulator, { timestamp: nowSeconds() + 290 })).toBe('ResourceNotFound');
  });
});

describe('a call is refused', () => {
  it.each([
    ['whose secret id is unknown', { credential: { secretId: 'no', secretKey: 'no' } }, 'AuthFailure.SecretIdNotFound'],
    [
      'signed with another key',
      { credential: { ...EMULATOR_CREDENTIAL, secretKey: 'no' } },
      'AuthFailure.SignatureFailure',
    ],
    [
      'whose body was changed',
      { body: '{"SubAppId":2}', signed: { body: '{"SubAppId":1}' } },
      'AuthFailure.SignatureFailure',
    ],
    ['signed for another service', { signed: { service: 'vod' } }, 'AuthFailure.SignatureFailure'],
    ['signed for another host', { signed: { host: 'localhost' } }, 'AuthFailure.SignatureFailure'],
    ['signed in the past', { timestamp: nowSeconds() - 3000 }, 'AuthFailure.SignatureExpire'],
    ['signed in the future', { timestamp: nowSeconds() + 3000 }, 'AuthFailure.SignatureExpire'],
    [
      'whose credential date is not that of its time',
      { signed: { date: '2020-01-01' } },
      'AuthFailure.InvalidAuthorization',
    ],
    ['with a token that its keys do not have', { headers: { 'X-TC-Token': 'no' } }, 'AuthFailure.TokenFailure'],
    ['without a signature', { headers: { Authorization: null } }, 'AuthFailure.InvalidAuthorization'],
    [
      'with the signature of another method',
      { headers: { Authorization: 'Basic bm8=' } },
      'AuthFailure.InvalidAuthorization',
    ],
    [
      'whose time was changed',
      { headers: { 'X-TC-Timestamp': String(nowSeconds() - 1) } },
      'AuthFailure.SignatureFailure',
    ],
    ['without a time', { headers: { 'X-TC-Timestamp': null } }, 'MissingParameter'],
  ])('%s', async (_name, call, code) => {
    const emulator = await start();
    emulator.enqueue(events(1));
    expect(await rawCode(emulator, call)).toBe(code);
    expect(emulator.stats().deliveries).toBe(0);
  });

  it('signed for the host with its port', async () => {
    const emulator = await start();
    expect(await rawCode(emulator, { signed: { host: emulator.endpoint } })).toBe('AuthFailure.SignatureFailure');
  });

  it('without the token of its temporary keys', async () => {
    const temporary = { secretId: 'temporary', secretKey: 'key', token: 'token' };
    const emulator = await start({ credentials: [temporary] });
    const { token: _, ...withoutToken } = temporary;
    expect(await codeOf(pull(sdkClient(emulator, { credential: withoutToken })))).toBe('AuthFailure.TokenFailure');
  });
});
