import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';

const folder = join(__dirname, 'histories');
const workflowBundle = { codePath: join(__dirname, '../../lib/workflow-bundle.js') };
const stored = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));

/** Promise 10: what an earlier version began, this one finishes. A change that breaks a replay must be `patched`. */
describe('histories of earlier versions', () => {
  beforeAll(() => Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) }));

  it.each(stored)('%s', async (file) => {
    const history = historyFromJSON(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    await Worker.runReplayHistory({ workflowBundle }, history, 'replayed');
  });

  it('are of every shape', () => {
    for (const workflow of ['batch-', 'event-', 'poller-']) {
      expect(stored.filter((file) => file.includes(workflow)).length).toBeGreaterThanOrEqual(4);
    }
  });

  it('fail when the code no longer does what they say', async () => {
    const text = readFileSync(join(folder, stored.find((file) => file.includes('batch-all-done')) ?? ''), 'utf8');
    const history = historyFromJSON(JSON.parse(text.replaceAll('vodEventBatch', 'vodEvent')));
    await expect(Worker.runReplayHistory({ workflowBundle }, history, 'changed')).rejects.toThrow();
  });
});
