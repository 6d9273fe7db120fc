import { VodEmulator } from '../../src/testing';
import { apiError, cleanUp, clientOf, failureOf, json, standIn } from './stand-in';

afterEach(cleanUp);

describe('how a queue is set up', () => {
  let emulator: VodEmulator;
  beforeAll(async () => {
    emulator = await VodEmulator.start({ subAppIds: [7], eventsStateDelayMs: 0 });
  });
  afterAll(() => emulator.stop());
  const client = () => clientOf(emulator.url, { subAppId: 7, extInfo: 'e', credential: emulator.credential });

  it('is read and changed, for the SubAppId', async () => {
    emulator.setEventConfig({ Mode: 'PUSH', NotificationUrl: 'https://a.example/x' });
    expect((await client().describeEventConfig()).config).toEqual({ ...emulator.eventConfig() });
    const { requestId } = await client().modifyEventConfig({ Mode: 'PULL', UploadMediaCompleteEventSwitch: 'OFF' });
    expect(requestId).toBeDefined();
    expect((await client().describeEventConfig()).config).toMatchObject({
      Mode: 'PULL',
      NotificationUrl: 'https://a.example/x',
      UploadMediaCompleteEventSwitch: 'OFF',
    });
  });

  it('and how much is in it is asked without taking anything', async () => {
    emulator.enqueue([{ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: '1' } }]);
    expect((await client().describeEventsState()).eventsToPull).toBe(1);
    expect(emulator.stats()).toMatchObject({ waiting: 1, deliveries: 0 });
  });
});

describe('an answer that has less, or something else, than the documents say', () => {
  it('is read as far as it goes', async () => {
    const { url } = await standIn((response) => {
      json(response, { Response: { Mode: 'QUEUE', UploadMediaCompleteEventSwitch: null, Other: {}, RequestId: 'r' } });
    });
    expect(await clientOf(url).describeEventConfig()).toEqual({ config: { Mode: 'QUEUE' }, requestId: 'r' });
    expect(await clientOf(url).describeEventsState()).toEqual({ eventsToPull: undefined, requestId: 'r' });
  });
});

describe('a call that fails', () => {
  it('is classified and says what may have become of it', async () => {
    const { url } = await standIn((response) => apiError(response, 'UnauthorizedOperation'));
    const calls = [
      ['DescribeEventConfig', () => clientOf(url).describeEventConfig()],
      ['ModifyEventConfig', () => clientOf(url).modifyEventConfig({ Mode: 'PULL' })],
      ['DescribeEventsState', () => clientOf(url).describeEventsState()],
    ] as const;
    for (const [api, call] of calls) {
      const failure = await failureOf(call());
      expect(failure).toMatchObject({ api, errorClass: 'configuration', code: 'UnauthorizedOperation' });
      expect(failure.message).not.toContain('undefined');
    }
  });

  it('because nobody answers ends at its deadline', async () => {
    const { url } = await standIn(() => {});
    const failure = await failureOf(clientOf(url, { eventConfigTimeoutMs: 100 }).modifyEventConfig({ Mode: 'PULL' }));
    expect(failure).toMatchObject({ errorClass: 'unreachable' });
    expect(failure.message).toMatch(/within 100 ms.*may have taken effect/);
  });
});
