import { codeOf, events, pull, pullHandles, rawCall, rawCode, sdkClient, start } from './support';

const upload = { EventType: 'NewFileUpload', FileUploadEvent: { FileId: '1' } };
const deletion = { EventType: 'FileDeleted', FileDeleteEvent: { FileIdSet: ['1'] } };
const persistence = { EventType: 'PersistenceComplete', PersistenceCompleteEvent: { FileId: '1' } };

const modify = (body: object) => ({ action: 'ModifyEventConfig', body: JSON.stringify(body) });

it('an application is set up for a consumer unless told otherwise', async () => {
  const client = sdkClient(await start());
  expect(await client.DescribeEventConfig({})).toMatchObject({
    Mode: 'PULL',
    NotificationUrl: '',
    UploadMediaCompleteEventSwitch: 'ON',
    DeleteMediaCompleteEventSwitch: 'ON',
    PersistenceCompleteEventSwitch: 'ON',
  });
});

it('what is changed is told, of that application only, and never the key that signs callbacks', async () => {
  const emulator = await start({ eventConfig: { Mode: 'PUSH', UploadMediaCompleteEventSwitch: 'OFF' } });
  const client = sdkClient(emulator);
  await client.ModifyEventConfig({ SubAppId: 1, Mode: 'PULL', NotificationUrl: 'https://a.example', SignKey: 'k3Y' });
  const changed = await client.DescribeEventConfig({ SubAppId: 1 });
  expect(changed).toMatchObject({ Mode: 'PULL', NotificationUrl: 'https://a.example' });
  expect(changed.UploadMediaCompleteEventSwitch).toBe('OFF');
  expect(JSON.stringify([changed, emulator.journal.entries()])).not.toContain('k3Y');
  expect((await client.DescribeEventConfig({ SubAppId: 2 })).Mode).toBe('PUSH');
});

it.each([
  ['unchanged', 'ON'],
  ['OFF', 'OFF'],
] as const)('a switch that is not named is then %s', async (omittedSwitch, is) => {
  const emulator = await start({ switches: { omittedSwitch } });
  await sdkClient(emulator).ModifyEventConfig({ UploadMediaCompleteEventSwitch: 'ON' });
  expect(emulator.eventConfig()).toMatchObject({
    UploadMediaCompleteEventSwitch: 'ON',
    DeleteMediaCompleteEventSwitch: is,
    PersistenceCompleteEventSwitch: is,
  });
});

it.each([
  ['UploadMediaCompleteEventSwitch', upload],
  ['DeleteMediaCompleteEventSwitch', deletion],
  ['PersistenceCompleteEventSwitch', persistence],
])('%s OFF keeps its events out of the queue, and no others', async (name, event) => {
  const emulator = await start({ eventConfig: { [name]: 'OFF' } });
  emulator.enqueue([upload, deletion, persistence, ...events(1)]);
  expect(emulator.stats()).toMatchObject({ enqueued: 3, waiting: 3 });
  expect(emulator.journal.of('ignored')).toMatchObject([{ eventType: event.EventType, reason: 'switchOff' }]);
});

describe('in mode PUSH', () => {
  it('no event comes into the queue', async () => {
    const emulator = await start({ eventConfig: { Mode: 'PUSH' } });
    emulator.enqueue(events(1));
    expect(emulator.stats()).toMatchObject({ enqueued: 0, waiting: 0 });
    expect(emulator.journal.of('ignored')).toMatchObject([{ reason: 'modePush' }]);
  });

  it('a queue that has events gives none, until the mode is PULL again', async () => {
    const emulator = await start({ holdMs: 0 });
    const client = sdkClient(emulator);
    emulator.enqueue(events(2));
    emulator.setEventConfig({ Mode: 'PUSH' });
    expect(await codeOf(pull(client))).toBe('ResourceNotFound');
    emulator.setEventConfig({ Mode: 'PULL' });
    expect(await pullHandles(client)).toHaveLength(2);
  });

  it('a pull that is held gets the events when the mode is changed', async () => {
    const emulator = await start({ eventConfig: { Mode: 'PUSH' } });
    const held = pullHandles(sdkClient(emulator));
    await emulator.waitFor(({ heldPulls }) => heldPulls === 1);
    emulator.setEventConfig({ Mode: 'PULL' });
    emulator.enqueue(events(1));
    expect(await held).toHaveLength(1);
  });

  it.each([
    ['emptyAtOnce', 'ResourceNotFound'],
    ['FailedOperation', 'FailedOperation'],
  ] as const)('a pull answers as the switch says: %s', async (pullInPushMode, code) => {
    const emulator = await start({ holdMs: 60_000, eventConfig: { Mode: 'PUSH' }, switches: { pullInPushMode } });
    expect(await codeOf(pull(sdkClient(emulator)))).toBe(code);
  });
});

it.each([
  ['a mode that there is not', modify({ Mode: 'BOTH' }), 'InvalidParameterValue'],
  ['a switch that is neither ON nor OFF', modify({ UploadMediaCompleteEventSwitch: 'on' }), 'InvalidParameterValue'],
  ['a URL that is no text', modify({ NotificationUrl: 1 }), 'InvalidParameter'],
  ['a SignKey of more than letters and digits', modify({ SignKey: 'a-b' }), 'InvalidParameterValue'],
  ['a SignKey of 33 characters', modify({ SignKey: 'x'.repeat(33) }), 'InvalidParameterValue'],
  ['a parameter of another API', { action: 'DescribeEventConfig', body: '{"ExtInfo":"e"}' }, 'UnknownParameter'],
  ['an application that does not exist', { action: 'DescribeEventsState' }, 'InvalidParameterValue.SubAppId'],
])('%s is refused and changes nothing', async (_name, call, code) => {
  const emulator = await start({ subAppIds: [1] });
  const before = emulator.eventConfig();
  expect(await rawCode(emulator, call)).toBe(code);
  expect(emulator.eventConfig()).toEqual(before);
});

it('each of these calls has 20 a second, whatever the queue has', async () => {
  const emulator = await start({ rateLimit: 0.001 });
  const client = sdkClient(emulator);
  const codes = await Promise.all(
    Array.from({ length: 60 }, () =>
      client.DescribeEventConfig({}).then(
        () => 'ok',
        ({ code }: { code: string }) => code,
      ),
    ),
  );
  expect(codes.filter((code) => code === 'ok').length).toBeGreaterThanOrEqual(20);
  expect(codes).toContain('RequestLimitExceeded');
  await client.DescribeEventsState({});
});

it('the clock of the service can be set apart from ours', async () => {
  const emulator = await start({ clockOffsetMs: 3_600_000 });
  const { headers } = await rawCall(emulator, { method: 'GET' });
  expect(Date.parse(headers.date ?? '') - Date.now()).toBeGreaterThan(3_590_000);
  expect(await codeOf(sdkClient(emulator).DescribeEventConfig({}))).toBe('AuthFailure.SignatureExpire');
});
