import type { FaultKind } from '../../src/testing';
import { codeOf, confirm, events, pull, pullHandles, sdkClient, start } from './support';

const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe('a fault shows as', () => {
  it.each<[string, FaultKind, object]>([
    ['the given API error', { error: 'InternalError', message: 'down' }, { code: 'InternalError', message: 'down' }],
    ['the given HTTP status', { httpStatus: 503, body: 'busy' }, { httpCode: 503 }],
    ['a connection reset', 'reset', { message: expect.stringMatching(/ECONNRESET|socket hang up/) as string }],
    ['a body cut short', 'cutBody', { code: 'ERR_STREAM_PREMATURE_CLOSE' }],
    ['a body that stalls', 'stallBody', { type: 'body-timeout' }],
    ['no answer', 'hang', { message: expect.stringContaining('network timeout') as string }],
    ['a page instead of JSON', 'html', { type: 'invalid-json' }],
    ['JSON without Response', 'noResponse', { message: expect.stringContaining('Error') as string }],
  ])('%s', async (_name, kind, expected) => {
    const emulator = await start();
    const client = sdkClient(emulator, { reqTimeout: kind === 'hang' || kind === 'stallBody' ? 1 : 10 });
    emulator.enqueue(events(1));
    for (const when of ['before', 'after'] as const) {
      emulator.fault({ api: 'PullEvents', kind, when });
      expect(await failure(pull(client))).toMatchObject(expected);
    }
  });
});

it('a fault before the call leaves everything as it was', async () => {
  const emulator = await start();
  const client = sdkClient(emulator);
  emulator.enqueue(events(1));
  emulator.fault({ api: '*', kind: 'reset', times: 2 });
  await failure(pull(client));
  expect(emulator.stats()).toMatchObject({ waiting: 1, deliveries: 0 });
  await failure(confirm(client, ['any']));
  expect(emulator.stats()).toMatchObject({ confirmsRefused: 0 });
});

it('a fault after the call hides that it took effect', async () => {
  const emulator = await start();
  const client = sdkClient(emulator);
  emulator.enqueue(events(1));
  const handles = await pullHandles(client);
  emulator.fault({ api: 'ConfirmEvents', kind: { httpStatus: 500 }, when: 'after' });
  expect(await failure(confirm(client, handles))).toMatchObject({ httpCode: 500 });
  expect(emulator.stats()).toMatchObject({ confirmed: 1 });
  expect(emulator.journal.of('call').at(-1)).toMatchObject({ code: 'http 500', handles: 1 });
});

it.each(['before', 'after'] as const)('a delay %s the call only delays it', async (when) => {
  const emulator = await start();
  emulator.enqueue(events(1));
  emulator.fault({ api: 'PullEvents', kind: { delayMs: 50 }, when });
  expect(await pull(sdkClient(emulator))).toHaveLength(1);
  const [call] = emulator.journal.of('call');
  expect((call?.at ?? 0) - (call?.receivedAt ?? 0)).toBeGreaterThanOrEqual(48);
  expect(call?.code).toBe('ok');
});

it('a fault hits as many calls of its API as it was given, by default one', async () => {
  const emulator = await start({ holdMs: 0 });
  const client = sdkClient(emulator);
  emulator.fault({ api: 'PullEvents', kind: { error: 'InternalError' }, times: 2 });
  emulator.fault({ api: 'ConfirmEvents', kind: { error: 'ServiceUnavailable' } });
  const codes = [
    await codeOf(confirm(client, ['any'])),
    await codeOf(confirm(client, ['any'])),
    await codeOf(pull(client)),
    await codeOf(pull(client)),
    await codeOf(pull(client)),
  ];
  expect(codes).toEqual([
    'ServiceUnavailable',
    'InvalidParameterValue',
    'InternalError',
    'InternalError',
    'ResourceNotFound',
  ]);
});

it('faults are disarmed one by one or all together', async () => {
  const emulator = await start({ holdMs: 0 });
  const client = sdkClient(emulator);
  const first = emulator.fault({ api: '*', kind: { error: 'First' }, times: Infinity });
  emulator.fault({ api: '*', kind: { error: 'Second' }, times: Infinity });
  expect(await codeOf(pull(client))).toBe('First');
  first.clear();
  expect(await codeOf(pull(client))).toBe('Second');
  emulator.clearFaults();
  expect(await codeOf(pull(client))).toBe('ResourceNotFound');
});

it('a fault tells how many calls it will still hit', async () => {
  const emulator = await start();
  const fault = emulator.fault({ api: 'PullEvents', kind: { error: 'InternalError' }, times: 3 });
  await codeOf(pull(sdkClient(emulator)));
  expect(fault.timesLeft).toBe(2);
});

it('a fault with a probability hits some calls, the same ones for the same seed', async () => {
  const draw = async (seed: number): Promise<unknown[]> => {
    const emulator = await start({ holdMs: 0, rateLimit: Infinity, seed });
    const client = sdkClient(emulator);
    emulator.fault({ api: 'PullEvents', kind: { error: 'InternalError' }, times: Infinity, probability: 0.5 });
    const codes: unknown[] = [];
    for (let call = 0; call < 40; call += 1) codes.push(await codeOf(pull(client)));
    return codes;
  };
  const codes = await draw(7);
  expect(new Set(codes)).toEqual(new Set(['InternalError', 'ResourceNotFound']));
  expect(await draw(7)).toEqual(codes);
  expect(await draw(8)).not.toEqual(codes);
});

it('calls that are refused for their signature use up no fault', async () => {
  const emulator = await start();
  const fault = emulator.fault({ api: '*', kind: 'hang' });
  const stranger = sdkClient(emulator, { credential: { secretId: 'no', secretKey: 'no' } });
  expect(await codeOf(pull(stranger))).toBe('AuthFailure.SecretIdNotFound');
  expect(fault.timesLeft).toBe(1);
});

it.each([
  [{ api: 'Pull', kind: 'hang' }, 'api'],
  [{ api: '*', kind: 'explode' }, 'kind: must be {error, message?}'],
  [{ api: '*', kind: 'hang', times: 0 }, 'times'],
  [{ api: '*', kind: 'hang', probability: 2 }, 'probability'],
  [{ api: '*', kind: 'hang', often: true }, 'often'],
])('the malformed fault %j is refused', async (spec, problem) => {
  const emulator = await start();
  const arm: (spec: never) => unknown = emulator.fault.bind(emulator);
  expect(() => arm(spec as never)).toThrow(problem);
});
