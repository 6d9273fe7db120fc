import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { park } from '../support/parked';
import { startSystem, until, type System } from '../support/system';

const root = join(__dirname, '../..');
const run = promisify(execFile);
const fileOf = (name: string): string => join(root, 'examples/docs', name);

describe('docs/triggers.md', () => {
  let system: System;
  let mended = false;
  const handled: unknown[] = [];
  beforeAll(async () => {
    system = await startSystem({
      routes: {
        PullComplete: {
          handler: () => (mended ? undefined : Promise.reject(new TypeError('no'))),
          retry: { maximumAttempts: 1 },
        },
        FileDeleted: ({ payload }: { payload: { FileIdSet: string[] } }) => void handled.push(...payload.FileIdSet),
      },
    });
  });
  afterAll(() => system.stop());

  const environment = (more = {}) => ({
    ...process.env,
    VOD_SUB_APP_ID: system.source,
    VOD_EVENTS_TASK_QUEUE: system.taskQueue,
    ...more,
  });

  it.each(['triggers.mjs', 'triggers.sh'])('shows %s as it is run here', (name) => {
    const document = readFileSync(join(root, 'docs/triggers.md'), 'utf8');
    expect(document).toContain(`\n${readFileSync(fileOf(name), 'utf8')}\`\`\``);
  });

  it('submits, waits, pauses, lists and retries with the client', async () => {
    const event = await park(system, 'shown');
    await until('listed', async () => {
      const query = `WorkflowId = 'vod-event/${system.source}/shown'`;
      for await (const { memo } of system.client.workflow.list({ query })) return memo?.parked !== undefined;
      return false;
    });
    mended = true;
    const { stdout } = await run(process.execPath, [fileOf('triggers.mjs')], { env: environment() });
    expect(stdout).toMatch(/^submitted \{\s+done: 1,/);
    expect(stdout).toMatch(/^seen FileDeleted [0-9a-f]{32}$/m);
    expect(stdout).toMatch(/poller (running|paused) last pull/);
    expect(stdout).toContain('parked shown PullComplete TypeError');
    expect(stdout).toMatch(/retried \{ matched: 1, signalled: 1,/);
    expect(handled).toContain('387702');
    expect(await event.result()).toMatchObject({ state: 'done' });
  });

  it('does the same from a shell, with nothing but the Temporal CLI', async () => {
    const finder = join(root, 'test/support/find-temporal-cli.mjs');
    const found = await run(process.execPath, [finder]);
    const PATH = [dirname(found.stdout.trim()), process.env.PATH].join(delimiter);
    const { stdout } = await run('sh', ['-e', fileOf('triggers.sh')], { env: environment({ PATH }) });
    expect(stdout).toContain('from-a-shell-1');
    expect(stdout).toMatch(/"done":\s*1/);
    expect(stdout).toMatch(/"state":\s*"(running|paused)"/);
    expect(handled).toContain('387703');
  });
});
