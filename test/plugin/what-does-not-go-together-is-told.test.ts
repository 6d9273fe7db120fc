import { bundleWorkflowCode, DefaultLogger, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { serviceHandler } from 'nexus-rpc';
import { EMULATOR_CREDENTIAL } from '../../src/testing';
import { ConfigurationError, PluginConflictError, VodEventsPlugin, WorkflowsMissingError } from '../../src/plugin';
import type { PluginSource, VodEventsPluginOptions } from '../../src/plugin';
import { vodEventsService } from '../../src/nexus';
import { newKey, ringOf } from '../support/encryption-keys';

const RING = ringOf(newKey('k'));
const SOURCE: PluginSource = { credential: EMULATOR_CREDENTIAL, routes: { '*': () => undefined } };
const plugin = (more: Partial<VodEventsPluginOptions> = {}): VodEventsPlugin =>
  new VodEventsPlugin({ sources: [SOURCE], ...more });
const connectionWith = (...plugins: VodEventsPlugin[]): NativeConnection =>
  ({ plugins }) as unknown as NativeConnection;

const worker = (more: Partial<WorkerOptions> = {}): WorkerOptions => ({
  connection: connectionWith(),
  taskQueue: 'video',
  workflowBundle: { code: 'exports.vodEventPoller = vodEventPoller' },
  ...more,
});

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('It did not throw.');
}

describe('the plugin', () => {
  it('lists everything that is wrong with its options at once', () => {
    const sources = [
      { ...SOURCE, name: 'a/b', routes: { A: 7 } },
      { ...SOURCE, name: 'x', endpoint: 'ftp://x', ratePerSecond: 0 },
      { ...SOURCE, name: 'x', credential: undefined as never },
    ];
    const error = thrownBy(() => plugin({ sources, grace: '1s', maxHandlers: 1.5 }));
    expect(error).toBeInstanceOf(ConfigurationError);
    const { problems } = error as ConfigurationError;
    expect(problems.map((problem) => /^[\w.[\]]+/.exec(problem)?.[0])).toEqual([
      'sources[0].name',
      'sources[0].routes',
      'sources[1].endpoint',
      'sources[1].ratePerSecond',
      'sources[2].credential',
      'sources',
      'maxHandlers',
      'grace',
    ]);
  });

  it('needs a source', () => {
    expect(() => plugin({ sources: [] })).toThrow(/at least one VOD application/);
  });

  it('lists everything that the worker has taken at once, and says what to do', () => {
    const operations = Object.keys(vodEventsService.operations).map((name) => [name, () => Promise.resolve()]);
    const taken = worker({
      connection: undefined as never,
      activities: { processEvents: () => 1, mine: () => 2, handleEvent: () => 3 },
      nexusServices: [serviceHandler(vodEventsService, Object.fromEntries(operations) as never)],
      dataConverter: { payloadCodecs: [{} as never], failureConverterPath: '/mine' },
    });
    const error = thrownBy(() => plugin({ keys: RING }).configureWorker(taken));
    expect(error).toBeInstanceOf(PluginConflictError);
    expect((error as PluginConflictError).problems).toEqual([
      expect.stringMatching(/activity "processEvents".*rename/),
      expect.stringMatching(/activity "handleEvent".*rename/),
      expect.stringMatching(/Nexus service "vod-events".*rename/),
      expect.stringMatching(/no connection.*NativeConnection/),
      expect.stringMatching(/payloadCodecs.*no keys/),
      expect.stringMatching(/failureConverterPath.*no keys/),
    ]);
    expect((error as Error).message).toContain('task queue "video"');
  });

  it('leaves a converter alone without keys, and fills one in with them', () => {
    const dataConverter = { payloadCodecs: [{} as never], payloadConverterPath: '/mine' };
    expect(plugin().configureWorker(worker({ dataConverter })).dataConverter).toBe(dataConverter);
    const own = { payloadConverterPath: '/mine' };
    const filled = plugin({ keys: RING }).configureClient({ dataConverter: own });
    expect(filled.dataConverter).toMatchObject({
      ...own,
      payloadCodecs: expect.any(Array),
      failureConverterPath: expect.stringContaining('failure-converter'),
    });
  });

  it('extends a worker once, though its connection has the plugin too', () => {
    const both = plugin();
    const once = both.configureWorker(worker({ connection: connectionWith(both) }));
    expect(both.configureWorker(once)).toBe(once);
  });

  it('extends only the worker of its task queue among those of a connection', () => {
    const shared = plugin({ taskQueue: 'video' });
    const other = worker({ connection: connectionWith(shared), taskQueue: 'mail', activities: {} });
    expect(shared.configureWorker(other)).toBe(other);
    expect(shared.configureWorker(worker()).activities).toHaveProperty('processEvents');
  });

  it.each([
    [
      'given to two workers',
      (): unknown =>
        [plugin()].map((one) => [one.configureWorker(worker()), one.configureWorker(worker({ taskQueue: 'mail' }))]),
    ],
    ['made for another task queue', (): unknown => plugin({ taskQueue: 'mail' }).configureWorker(worker())],
  ])('that is %s says that each task queue needs its own', (_, act) => {
    expect(act).toThrow(/is for the task queue .*a plugin of its own/);
  });

  it.each([
    ['no workflows', { workflowBundle: undefined as never }, 'no workflowsPath'],
    ['a bundle without them', { workflowBundle: { code: 'exports.other' } }, 'workflowBundle'],
    ['a bundle file without them', { workflowBundle: { codePath: __filename.replace('.test.ts', '.txt') } }, '.txt'],
  ])('says what to write when the worker has %s', (_, more, from) => {
    const error = thrownBy(() => plugin().configureWorker(worker(more)));
    expect(error).toBeInstanceOf(WorkflowsMissingError);
    expect((error as Error).message).toContain(from);
    expect((error as Error).message).toContain("export * from 'temporal-vod-events/workflows'");
  });

  it('refuses a bundle that would leave failures readable though there are keys', () => {
    expect(() => plugin({ keys: RING }).configureWorker(worker())).toThrow(/without the plugin.*bundleWorkflowCode/);
  });

  it('says what to write when the worker bundles workflows without ours', async () => {
    const workflowsPath = require.resolve('../support/workflows-without-ours');
    const given = plugin();
    const options = given.configureWorker(worker({ workflowBundle: undefined as never, workflowsPath }));
    const bundled = bundleWorkflowCode({ ...options.bundlerOptions, workflowsPath, plugins: [given] });
    await expect(bundled).rejects.toThrow(WorkflowsMissingError);
  });

  it('says what to write when a bundle that was made with it has no workflows of ours', async () => {
    const workflowsPath = require.resolve('../support/workflows-without-ours');
    const { code } = await bundleWorkflowCode({
      workflowsPath,
      plugins: [plugin()],
      logger: new DefaultLogger('ERROR'),
    });
    expect(() => plugin().configureWorker(worker({ workflowBundle: { code } }))).toThrow(WorkflowsMissingError);
    expect(code).toContain('preloadModules');
    expect(/preloadModules\(\) \{([^}]*)\}/.exec(code)?.[1]).toContain('shared-modules');
  });
});
