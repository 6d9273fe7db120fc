import { CliProcess, routesFile, runCli, type Env } from '../support/processes';

const USAGE = 2;
const CANARY = 'canary-a61f07';
const KEYS: Env = { TENCENTCLOUD_SECRET_ID: `AKID${CANARY}`, TENCENTCLOUD_SECRET_KEY: CANARY };
/** Nothing listens there: a worker that gets as far as connecting would go on trying. */
const NO_TEMPORAL: Env = { TEMPORAL_ADDRESS: '127.0.0.1:1' };
const ROUTES = ['--routes', routesFile('journal.mjs')];

/** Runs what must be refused; returns its complaints, a line each, after checking what holds for all of them. */
async function complaints(args: string[], env: Env = KEYS): Promise<string[]> {
  const { code, stdout, stderr } = await runCli(args, { ...NO_TEMPORAL, ...env });
  expect({ code, stdout }).toEqual({ code: USAGE, stdout: '' });
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).not.toContain(CANARY);
  return stderr.split('\n').filter((line) => line !== '');
}

/** One line for each of these, in this order, and no other. */
function naming(...texts: string[]): unknown[] {
  return texts.map((text) => expect.stringContaining(text) as unknown);
}

describe('a worker that is configured wrongly', () => {
  it('names every variable that is missing or malformed', async () => {
    const found = await complaints(['worker', ...ROUTES], {
      VOD_ENDPOINT: `https://user:${CANARY}@vod.tencentcloudapi.com`,
      VOD_SUB_APP_ID: 'abc',
      TENCENTCLOUD_SECRET_ID: '',
      TENCENTCLOUD_SECRET_KEY: `${CANARY} with a space`,
      VOD_EVENTS_TASK_QUEUE: 'q'.repeat(201),
      VOD_EVENTS_QUICK_BUDGET: 'soon',
      VOD_EVENTS_MAX_HANDLERS: '0',
      VOD_EVENTS_MAX_OWNED: 'many',
      VOD_EVENTS_MAX_OPEN_BATCHES: '1.5',
      VOD_EVENTS_RATE: '-1',
      VOD_EVENTS_GRACE: '1s',
      VOD_EVENTS_LOG_LEVEL: 'loud',
      VOD_EVENTS_METRICS_ADDRESS: '9464',
      TEMPORAL_PROFILE: 'none-of-this-name',
    });
    const variables = ['VOD_ENDPOINT', 'VOD_SUB_APP_ID', 'TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY'];
    const tuning = ['RATE', 'TASK_QUEUE', 'QUICK_BUDGET', 'MAX_HANDLERS', 'MAX_OWNED', 'MAX_OPEN_BATCHES', 'GRACE'];
    const more = [...tuning, 'LOG_LEVEL', 'METRICS_ADDRESS'].map((name) => `VOD_EVENTS_${name} must `);
    expect(found).toEqual(naming(...variables, ...more, 'TEMPORAL_'));
  });

  it.each([
    ['vod.tencentcloudapi.com', 'full URL'],
    ['http://vod.tencentcloudapi.com', 'https'],
    ['https://example.com', '"vod."'],
    ['https://vod.tencentcloudapi.com/path', 'neither path nor query'],
  ])('says what is wrong with the endpoint %s', async (VOD_ENDPOINT, problem) => {
    const [found, ...others] = await complaints(['worker', ...ROUTES], { ...KEYS, VOD_ENDPOINT });
    expect(found).toMatch(/VOD_ENDPOINT/);
    expect(found).toContain(problem);
    expect(others).toEqual([]);
  });

  it('names missing keys, an absent routes file and a bad source together', async () => {
    const file = routesFile('absent.mjs');
    const found = await complaints(['worker', '--routes', file, '--source', 'a b/c'], {});
    expect(found).toEqual(
      naming(
        'TENCENTCLOUD_SECRET_ID is missing',
        'TENCENTCLOUD_SECRET_KEY is missing',
        `there is no file ${file}`,
        '--source',
      ),
    );
  });

  it.each([
    ['throws.mjs', ['no database']],
    ['no-default-export.mjs', ['no default export']],
    [
      'wrong-values.mjs',
      [
        'NewFileUpload',
        'PullComplete.handler',
        'ClipComplete.timeout',
        'ClipComplete.retry.maximumAttempts',
        'timeuot',
      ],
    ],
  ])('names every problem of the routes module %s', async (name, problems) => {
    const file = routesFile(name);
    const found = await complaints(['worker', '--routes', file]);
    expect(found).toEqual(naming(...problems));
    expect(found).toEqual(naming(...problems.map(() => `--routes ${file}: `)));
  });

  it.each([
    ['no --routes', ['worker'], '--routes'],
    ['an unknown flag', ['worker', ...ROUTES, '--no-such-flag'], '--no-such-flag'],
    ['a superfluous argument', ['worker', ...ROUTES, 'superfluous'], 'too many arguments'],
    ['an unknown command', ['no-such-command'], 'no-such-command'],
    ['an unknown flag and no command', ['--no-such-flag'], '--no-such-flag'],
  ])('refuses a command line with %s', async (_what, args, problem) => {
    expect((await complaints(args))[0]).toContain(problem);
  });
});

describe('a worker that cannot reach Temporal', () => {
  it('goes on trying, says so, and exits with 0 when told to stop', async () => {
    const worker = new CliProcess(['worker', ...ROUTES], { ...KEYS, ...NO_TEMPORAL });
    await worker.printed('trying again');
    expect(worker.log().at(-1)).toMatchObject({ error: expect.stringContaining('127.0.0.1:1') });
    expect(await worker.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(worker.stdout + worker.stderr).not.toContain(CANARY);
  });
});
