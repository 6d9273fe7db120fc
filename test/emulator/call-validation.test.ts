import { codeOf, confirm, events, pullHandles, rawCall, rawCode, sdkClient, start } from './support';

const handles = (count: number): string[] => Array.from({ length: count }, (_, index) => `handle-${index}`);
const confirmCall = (body: object): { action: string; body: string } => ({
  action: 'ConfirmEvents',
  body: JSON.stringify(body),
});

describe('a signed call is refused', () => {
  it.each([
    ['for another version', { version: '2024-07-18' }, 'NoSuchVersion'],
    ['for an unknown API', { action: 'PullEvent' }, 'InvalidAction'],
    ['without an API', { action: null }, 'MissingParameter'],
    ['when its body is not JSON', { body: '{' }, 'InvalidRequest'],
    ['when its body is empty', { body: '' }, 'InvalidRequest'],
    ['when its body is not an object', { body: '[]' }, 'InvalidRequest'],
    ['with an unknown parameter', { body: '{"Limit":16}' }, 'UnknownParameter'],
    ['with the parameter of another API', { body: '{"EventHandles":["a"]}' }, 'UnknownParameter'],
    ['when SubAppId is a string', { body: '{"SubAppId":"1500000001"}' }, 'InvalidParameter'],
    ['when SubAppId is a fraction', { body: '{"SubAppId":1.5}' }, 'InvalidParameter'],
    ['when ExtInfo is not a string', { body: '{"ExtInfo":{}}' }, 'InvalidParameter'],
    ['without handles', confirmCall({}), 'MissingParameter'],
    ['when the handles are not a list', confirmCall({ EventHandles: 'a' }), 'InvalidParameter'],
    ['when a handle is not a string', confirmCall({ EventHandles: ['a', 1] }), 'InvalidParameter'],
    ['with an empty list of handles', confirmCall({ EventHandles: [] }), 'InvalidParameterValue'],
    ['with 17 handles', confirmCall({ EventHandles: handles(17) }), 'InvalidParameterValue'],
    [
      'when its body is beyond 10 MB',
      { body: `{"ExtInfo":"${'x'.repeat(10 * 1024 * 1024)}"}` },
      'RequestSizeLimitExceeded',
    ],
  ])('%s', async (_name, call, code) => {
    const emulator = await start();
    emulator.enqueue(events(1));
    expect(await rawCode(emulator, call)).toBe(code);
    expect(emulator.stats().deliveries).toBe(0);
  });

  it('for an application that does not exist, or for none when applications are listed', async () => {
    const emulator = await start({ subAppIds: [1] });
    expect(await rawCode(emulator, { body: '{"SubAppId":2}' })).toBe('InvalidParameterValue.SubAppId');
    expect(await rawCode(emulator, { body: '{}' })).toBe('InvalidParameterValue.SubAppId');
  });
});

it('17 handles in one call are refused even if each is good', async () => {
  const emulator = await start();
  const client = sdkClient(emulator);
  emulator.enqueue(events(17));
  const good = [...(await pullHandles(client)), ...(await pullHandles(client))];
  expect(good).toHaveLength(17);
  expect(await codeOf(confirm(client, good))).toBe('InvalidParameterValue');
  expect(emulator.stats().confirmed).toBe(0);
  await confirm(client, good.slice(1));
});

it('null members of a body count as absent', async () => {
  const emulator = await start({ holdMs: 0 });
  expect(await rawCode(emulator, { body: '{"SubAppId":null,"ExtInfo":null}' })).toBe('ResourceNotFound');
});

it('the SDK reports refusals by their code', async () => {
  const emulator = await start();
  expect(await codeOf(confirm(sdkClient(emulator), []))).toBe('InvalidParameterValue');
  expect(await codeOf(sdkClient(emulator).request('PullEvent', {}))).toBe('InvalidAction');
});

it('only POST / is the API', async () => {
  const emulator = await start();
  expect((await rawCall(emulator, { method: 'GET' })).status).toBe(405);
  expect((await rawCall(emulator, { path: '/v2' })).status).toBe(404);
});
