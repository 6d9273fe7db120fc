import { examineConfig } from '../../src/doctor/examine';
import { VodEmulator, type FaultSpec } from '../../src/testing';
import { by, configFor, examined, SOURCE, wrongOnes } from './support';

/** One queue that nobody pulls: whatever the doctor does to it is in the journal. */
describe('of a queue', () => {
  let emulator: VodEmulator;
  beforeAll(async () => {
    emulator = await VodEmulator.start({ holdMs: 200, subAppIds: [1500000001], eventsStateDelayMs: 0 });
    emulator.enqueue([{ EventType: 'ClipComplete', ClipCompleteEvent: { TaskId: '1' } }]);
  });
  afterAll(() => emulator.stop());
  afterEach(() => {
    emulator.clearFaults();
    emulator.setEventConfig({
      Mode: 'PULL',
      UploadMediaCompleteEventSwitch: 'ON',
      DeleteMediaCompleteEventSwitch: 'ON',
    });
    // Whatever was wrong: no event was taken, and none confirmed.
    expect(emulator.journal.of('call').filter(({ api }) => api === 'PullEvents')).toEqual([]);
    expect(emulator.stats()).toMatchObject({ deliveries: 0, confirmed: 0, waiting: 1 });
  });
  const APP = { VOD_SUB_APP_ID: '1500000001' };

  it('that is all right nothing is wrong, and what cannot be known is said', async () => {
    const seen = await examined(emulator, APP);
    expect(wrongOnes(seen)).toEqual([]);
    expect(seen.fixes).toEqual([]);
    expect(by('mode', seen)).toMatchObject([{ result: 'ok', source: SOURCE }]);
    expect(by('backlog', seen)[0]?.found).toContain('about 1 events wait');
    expect(by('other consumers', seen)[0]?.found).toContain('what pulls elsewhere cannot be seen');
    // Before the first worker there is neither worker nor poller.
    for (const check of ['workers', 'poller'])
      expect(by(check, seen)).toMatchObject([
        { result: 'warning', todo: expect.stringContaining('Start a worker') as string },
      ]);
  });

  it.each([
    [{ TENCENTCLOUD_SECRET_ID: 'AKIDnobody' }, 'AuthFailure.SecretIdNotFound'],
    [{ TENCENTCLOUD_SECRET_KEY: 'another-key' }, 'AuthFailure.SignatureFailure'],
    [{ TENCENTCLOUD_SESSION_TOKEN: 'a-token' }, 'AuthFailure.TokenFailure'],
  ])('wrong keys are wrong: %j', async (env, code) => {
    const seen = await examined(emulator, { ...APP, ...env });
    expect(wrongOnes(seen)).toEqual(['credentials']);
    const [{ found, todo } = { found: '', todo: '' }] = by('credentials', seen);
    expect(found).toMatch(new RegExp(`${code}: .*; request id [0-9a-f-]{36}`));
    expect(todo).not.toBe('');
    for (const secret of Object.values(env)) expect(JSON.stringify(seen.lines)).not.toContain(secret);
  });

  it.each([{ VOD_SUB_APP_ID: '7' }, {}])('a SubAppId that is none of the account is wrong: %j', async (env) => {
    const seen = await examined(emulator, env);
    expect(wrongOnes(seen)).toEqual(['SubAppId']);
    expect(by('SubAppId', seen)[0]?.todo).toContain('VOD_SUB_APP_ID');
    expect(by('credentials', seen)).toMatchObject([{ result: 'ok' }]);
  });

  it('mode PUSH is wrong, and what the URL of its callbacks hides is not told', async () => {
    emulator.setEventConfig({ Mode: 'PUSH', NotificationUrl: 'https://a.example/hook?token=t0p' });
    const seen = await examined(emulator, APP);
    expect(wrongOnes(seen)).toEqual(['mode']);
    expect(by('mode', seen)[0]).toMatchObject({
      found: 'PUSH: no event comes into the queue; VOD posts them to https://a.example',
      todo: expect.stringContaining('--fix') as string,
    });
    expect(JSON.stringify(seen)).not.toContain('t0p');
  });

  it('a switch that is OFF is named with the events that never arrive, where there is a route for them', async () => {
    emulator.setEventConfig({ UploadMediaCompleteEventSwitch: 'OFF', DeleteMediaCompleteEventSwitch: 'OFF' });
    const seen = await examined(emulator, APP);
    expect(by('switches', seen).map(({ result, found }) => [result, found])).toEqual([
      ['warning', 'UploadMediaCompleteEventSwitch is OFF: NewFileUpload never arrives, and there is a route for it'],
      ['warning', 'DeleteMediaCompleteEventSwitch is OFF: FileDeleted never arrives, and there is a route for it'],
    ]);
    const fewer = await examined(emulator, APP, { routes: { FileDeleted: () => {} } });
    expect(by('switches', fewer).map(({ found }) => found)).toEqual([
      'DeleteMediaCompleteEventSwitch is OFF: FileDeleted never arrives, and there is a route for it',
    ]);
    expect(fewer.fixes.map(({ changes }) => changes)).toEqual([
      ['DeleteMediaCompleteEventSwitch OFF -> ON (FileDeleted)'],
    ]);
  });

  const answers = (api: FaultSpec['api'], error: string): FaultSpec => ({ api, kind: { error }, times: Infinity });

  it('what CAM does not let us look at is skipped, and the action named: events may flow all the same', async () => {
    for (const api of ['DescribeEventConfig', 'DescribeEventsState'] as const)
      emulator.fault(answers(api, 'UnauthorizedOperation'));
    const seen = await examined(emulator, APP);
    expect(wrongOnes(seen)).toEqual([]);
    expect(by('credentials', seen)).toMatchObject([{ result: 'ok' }]);
    expect(by('mode', seen)).toMatchObject([
      { result: 'skipped', todo: expect.stringContaining('vod:DescribeEventConfig') as string },
    ]);
    expect(by('backlog', seen)[0]?.todo).toContain('vod:DescribeEventsState');
  });

  it('that CAM does not let us confirm is wrong, and the action named', async () => {
    emulator.fault(answers('ConfirmEvents', 'UnauthorizedOperation'));
    const seen = await examined(emulator, APP);
    expect(wrongOnes(seen)).toEqual(['may confirm']);
    expect(by('may confirm', seen)[0]?.todo).toContain('vod:ConfirmEvents');
  });

  it('that VOD takes no confirms while it answers the rest is wrong; one bad answer is not', async () => {
    emulator.fault(answers('ConfirmEvents', 'InternalError'));
    const seen = await examined(emulator, APP);
    expect(wrongOnes(seen)).toEqual(['may confirm']);
    expect(by('may confirm', seen)[0]?.found).toContain('InternalError');
    emulator.clearFaults();
    emulator.fault({ api: 'ConfirmEvents', kind: { error: 'InternalError' } });
    expect(wrongOnes(await examined(emulator, APP))).toEqual([]);
  });

  it('an hour of VOD that is bad for the moment is no finding about us', async () => {
    emulator.fault(answers('*', 'InternalError'));
    const seen = await examined(emulator, APP);
    expect(wrongOnes(seen)).toEqual([]);
    expect(by('credentials', seen)).toMatchObject([{ result: 'skipped', todo: 'Run it again in a moment.' }]);
  });

  it('nobody at the endpoint is wrong', async () => {
    const seen = await examined(emulator, { ...APP, VOD_ENDPOINT: 'http://127.0.0.1:9' });
    expect(wrongOnes(seen)).toEqual(['credentials']);
    expect(by('credentials', seen)[0]?.todo).toContain('http://127.0.0.1:9');
    expect(by('clock (VOD)', seen)).toMatchObject([{ result: 'skipped' }]);
  });
});

it('two sources of one configuration that are one application are wrong', async () => {
  const emulator = await VodEmulator.start();
  const config = configFor(emulator, { VOD_SUB_APP_ID: '7' });
  const sources = [...config.sources, ...config.sources.map((one) => ({ ...one, name: 'again' }))];
  const seen = await examineConfig({ ...config, sources }).finally(() => emulator.stop());
  expect(by('other consumers', seen)[0]).toMatchObject({
    result: 'wrong',
    found: `the sources ${SOURCE}, again are one application: their pollers take each other's events`,
  });
  // Each source has lines of its own.
  expect(by('mode', seen).map(({ source }) => source)).toEqual([SOURCE, 'again']);
});

describe('a clock', () => {
  it.each([
    [-10_000, 'warning', []],
    [3_600_000, 'wrong', ['clock (VOD)', 'credentials']],
  ])('that is %d ms away from that of VOD is a %s', async (clockOffsetMs, result, wrong) => {
    const emulator = await VodEmulator.start({ clockOffsetMs });
    const seen = await examined(emulator).finally(() => emulator.stop());
    expect(by('clock (VOD)', seen)).toMatchObject([{ result, todo: expect.stringContaining('NTP') as string }]);
    expect(by('clock (Temporal)', seen)).toMatchObject([{ result: 'ok' }]);
    expect(wrongOnes(seen)).toEqual(wrong);
  });
});
