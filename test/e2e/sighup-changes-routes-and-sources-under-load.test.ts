import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pollerId } from '../../src/core/contract';
import { CliProcess, Deployment } from '../support/processes';
import { until } from '../support/system';

const folder = mkdtempSync(join(tmpdir(), 'vod-events-sighup-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CONFIG = join(folder, 'vod.toml');

/** Handlers that write which version of the module they are of, and take a moment. */
function writeRoutes(version: string): void {
  const text = `
import { appendFileSync } from 'node:fs';
export default { '*': async ({ payload }) => {
  await new Promise((resolve) => setTimeout(resolve, 100));
  appendFileSync(process.env.VOD_EVENTS_TEST_JOURNAL, JSON.stringify({ step: 'ended', taskId: '${version} ' + payload.TaskId }) + '\\n');
} };`;
  writeFileSync(join(folder, 'routes.mjs'), text);
}

function writeConfig(sources: readonly Deployment[], more = ''): void {
  const tables = sources.map(({ source, emulator }) => {
    const { secretId, secretKey } = emulator.credential;
    writeFileSync(join(folder, `${source}-id`), `${secretId}\n`);
    writeFileSync(join(folder, `${source}-key`), `${secretKey}\n`);
    const keys = `{ kind = "files", secretIdFile = "${source}-id", secretKeyFile = "${source}-key" }`;
    return `[sources.${source}]\nendpoint = "${emulator.url}"\nroutes = "routes.mjs"\ncredential = ${keys}\n`;
  });
  writeFileSync(CONFIG, `${more}\n${tables.join('\n')}`);
}

const reloads = (worker: CliProcess): number =>
  worker.log().filter(({ msg }) => msg === 'Configuration reloaded').length;

async function reloaded(worker: CliProcess): Promise<void> {
  const before = reloads(worker);
  process.kill(worker.pid ?? 0, 'SIGHUP');
  await until('a reload', () => reloads(worker) > before, 30_000);
}

it('confirms every event on its first delivery, by the routes that are in force', async () => {
  const first = await Deployment.start({ holdMs: 200 });
  const second = await Deployment.start({ holdMs: 200 });
  writeRoutes('v0');
  writeConfig([first]);
  const worker = new CliProcess(['worker', '--config', CONFIG], {
    VOD_EVENTS_TASK_QUEUE: first.env.VOD_EVENTS_TASK_QUEUE ?? '',
    VOD_EVENTS_TEST_JOURNAL: first.env.VOD_EVENTS_TEST_JOURNAL ?? '',
  });
  await worker.printed('Worker started');
  const endedBy = (version: string, task: string) => first.tasksThat('ended').includes(`${version} ${task}`);

  // Changed again and again while events come.
  const sent: string[] = [];
  const load = setInterval(() => sent.push(...first.enqueue(5)), 50);
  try {
    for (const version of ['v1', 'v2', 'v3']) {
      writeRoutes(version);
      await reloaded(worker);
      const [task = ''] = first.enqueue(1);
      sent.push(task);
      await until(`an event handled by ${version}`, () => endedBy(version, task), 30_000);
    }
    // What is wrong changes nothing.
    writeFileSync(join(folder, 'routes.mjs'), 'export default {');
    process.kill(worker.pid ?? 0, 'SIGHUP');
    await until('a refusal', () => worker.stdout.includes('Configuration not reloaded'), 30_000);
    const [task = ''] = first.enqueue(1);
    sent.push(task);
    await until('an event handled by what was in force', () => endedBy('v3', task), 30_000);
  } finally {
    clearInterval(load);
  }
  await until('every event confirmed', () => first.tasksIn('confirmed').length >= sent.length, 60_000);
  expect(first.tasksIn('delivered').sort()).toEqual([...sent].sort());
  expect(first.tasksIn('confirmed').sort()).toEqual([...sent].sort());

  // Another source, and a setting that has to wait.
  writeRoutes('v4');
  writeConfig([first, second], 'maxHandlers = 7');
  await reloaded(worker);
  expect(worker.stdout).toContain('VOD_EVENTS_MAX_HANDLERS');
  const [one = ''] = second.enqueue(1);
  await until('an event of the new source', () => second.tasksIn('confirmed').includes(one), 30_000);

  // The first is taken out: it is not pulled for, and its poller is there still.
  writeConfig([second], 'maxHandlers = 7');
  await reloaded(worker);
  // Tried again by the only worker there is, which does not take it.
  await until('a pump that was released', async () => ((await first.pump())?.attempt ?? 0) >= 3, 30_000);
  const [left = ''] = first.enqueue(1);
  const [another = ''] = second.enqueue(1);
  await until('another event of the other source', () => second.tasksIn('confirmed').includes(another), 30_000);
  expect(first.tasksIn('delivered')).not.toContain(left);
  const poller = first.client.workflow.getHandle(pollerId(first.source));
  expect((await poller.describe()).status.name).toBe('RUNNING');

  // And back: what came meanwhile is handled.
  writeConfig([first, second], 'maxHandlers = 7');
  await reloaded(worker);
  await until('the event that waited', () => first.tasksIn('confirmed').includes(left), 60_000);
  expect(await worker.kill('SIGTERM')).toEqual({ code: 0, signal: null });
});
