import { join, posix } from 'node:path';
import { exports as entries, peerDependencies, peerDependenciesMeta, version } from '../../package.json';
import { NODE_FLAGS } from '../../src/core/defaults';
import { InstalledPackage, tool } from '../support/installed-package';
import { CliProcess, Deployment, routesFile } from '../support/processes';

const NAME = 'temporal-vod-events';
const ENTRIES = Object.keys(entries)
  .filter((entry) => !entry.endsWith('.json'))
  .map((entry) => posix.join(NAME, entry));

let project: InstalledPackage;
beforeAll(async () => {
  project = await InstalledPackage.install();
}, 120_000);
afterAll(() => project?.remove());

describe('the package, installed from its tarball into an empty project', () => {
  it('holds its build, its sources and nothing of ours, and every source map finds its source', () => {
    const strangers = project.files.filter(
      (path) => !/^(lib|src|deploy|docs|schema)\/|^(package\.json|[A-Z]+(\.md)?)$/.test(path),
    );
    expect(strangers).toEqual([]);
    const inPackage = new Set(project.files);
    const maps = project.files.filter((path) => path.endsWith('.js.map'));
    expect(maps.length).toBeGreaterThan(100);
    const lost = maps.filter((path) => {
      const { sources } = JSON.parse(project.read(posix.join('node_modules', NAME, path))) as { sources: string[] };
      return !sources.every((source) => inPackage.has(posix.join(posix.dirname(path), source)));
    });
    expect(lost).toEqual([]);
  });

  it('brings one Temporal SDK, all of one version', async () => {
    const { stdout } = await project.run('npm', ['ls', '--all', '--parseable', '--long', '--loglevel=error']);
    const found = [...stdout.matchAll(/:(@temporalio\/[\w-]+)@([\d.]+)/g)].map(([, name, is]) => `${name} ${is}`);
    expect(found).toHaveLength(new Set(found.map((each) => each.split(' ')[0])).size);
    expect(new Set(found.map((each) => each.split(' ')[1])).size).toBe(1);
    const peers = Object.keys(peerDependencies).filter((name) => name.startsWith('@temporalio/'));
    expect(found.map((each) => each.split(' ')[0])).toEqual(expect.arrayContaining(peers));
  });

  it('gives ESM by name what CommonJS gets, from every entry', async () => {
    const { stdout, stderr } = await project.node(['imports.mjs', ...ENTRIES]);
    expect(stderr).toBe('');
    const found = JSON.parse(stdout) as Record<string, { esm: string[]; cjs: string[] }>;
    expect(Object.keys(found)).toEqual(ENTRIES);
    for (const { esm, cjs } of Object.values(found)) {
      expect(esm).toEqual(cjs);
      expect(cjs.length).toBeGreaterThan(0);
    }
  });

  it('has strict types for ESM and CommonJS', async () => {
    const { stdout } = await project.node([tool('typescript/bin/tsc'), '--pretty', 'false']);
    // The SDK's own declarations lack those of a dependency.
    expect(stdout.split('\n').filter((line) => /^(?!node_modules\/@temporalio\/)\S.*error TS/.test(line))).toEqual([]);
  }, 120_000);

  it('is found in every way of resolving modules and types', async () => {
    const [attw, publint] = await Promise.all([
      project.node([tool('@arethetypeswrong/cli/dist/index.js'), project.tarball, '--profile', 'strict', '--no-color']),
      project.node([tool('publint/src/cli.js'), project.tarball, '--strict']),
    ]);
    expect(attw).toMatchObject({ code: 0, stdout: expect.stringContaining('No problems found') });
    expect(publint).toMatchObject({ code: 0, stdout: expect.stringContaining('All good!') });
  });

  it('can be used from the workflows of another worker', async () => {
    expect(await project.node(['bundle.cjs'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('lets handlers be tested, alone and with queue, worker and Temporal', async () => {
    project.copy('examples/testing');
    const { code, stdout } = await project.node(['--test', '--test-reporter=tap', 'examples/testing']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('# pass 3\n# fail 0') });
  });

  it('brings the command', async () => {
    expect(await project.cli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    expect(await project.cli(['worker', '--help'])).toMatchObject({ code: 0, stderr: '' });
  });

  it('has Node.js started as the defaults say', async () => {
    const tellFlags = '--import=data:text/javascript,console.error(process.execArgv.join())';
    const { stderr } = await project.cli(['--version'], { ...process.env, NODE_OPTIONS: tellFlags });
    expect(stderr.trim()).toBe(NODE_FLAGS.join());
  });

  it('serves without traces where OpenTelemetry is not installed, and says so in a line', async () => {
    const { emulator, env, source } = await Deployment.start({ holdMs: 500 });
    const cli = join(project.root, 'node_modules', NAME, 'lib/cli/main.js');
    const worker = new CliProcess(
      ['worker', '--routes', routesFile('journal.mjs'), '--source', source],
      { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' },
      cli,
    );
    await worker.printed('Worker started');
    emulator.enqueue([{ EventType: 'PullComplete', PullCompleteEvent: { TaskId: 'a' } }]);
    await emulator.waitUntilConfirmed(1);
    expect(await worker.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    const warnings = worker.log().filter(({ level }) => level > 30);
    const missing = Object.keys(peerDependenciesMeta).join(', ');
    expect(warnings.map(({ msg }) => msg)).toEqual(['Traces are asked for, and the worker goes on without']);
    expect(warnings[0]?.variable).toBe('OTEL_EXPORTER_OTLP_ENDPOINT');
    expect(warnings[0]?.problem).toContain(`${missing} must be installed beside ${NAME}: npm install "@opentelemetry/`);
  });

  it.each([
    ['of another version', 'envconfig', '1.0.0', 'npm install @temporalio/envconfig@'],
    ['missing', 'envconfig', undefined, '@temporalio/envconfig must be installed beside temporal-vod-events'],
  ])('says in a line that a package of the Temporal SDK is %s', async (_, name, other, told) => {
    const manifest = `node_modules/@temporalio/${name}/package.json`;
    const before = project.read(manifest);
    project.write(manifest, other === undefined ? '' : before.replace(/"version": "[^"]+"/, `"version": "${other}"`));
    const { code, stdout, stderr } = await project.cli(['worker', '--help']);
    project.write(manifest, before);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(told)]);
  });
});
