import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { SHAPES, type Shape } from './shapes';

const folder = join(__dirname, 'histories');
const workflowBundle = { codePath: join(__dirname, '../../lib/workflow-bundle.js') };
const stored = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };

/** Promise 10: what an earlier version began, this one finishes. A change that breaks a replay must be `patched`. */
describe('histories of earlier versions', () => {
  beforeAll(() => Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) }));

  const replay = (json: string): Promise<void> =>
    Worker.runReplayHistory({ workflowBundle }, historyFromJSON(JSON.parse(json)), 'replayed');
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

  it.each(stored)('%s', (file) => replay(read(file)));

  it('are of every shape for the version of today', () => {
    const recorded = stored.filter((file) => dirname(file) === version).map((file) => basename(file, '.json'));
    expect(recorded.sort()).toEqual([...SHAPES].sort());
  });

  // As if the code of today called it by another name, or another activity in its place.
  it.each<[Shape, string]>([
    ['batch-all-done', 'processEvents'],
    ['batch-mixed', 'confirmEvents'],
    ['event-parked', 'handleEvent'],
    ['event-continued-as-new', 'handleEvent'],
    ['poller-halted', 'pump'],
    ['poller-paused-and-continued-as-new', 'pump'],
  ])('fail, as %s does, when the code no longer calls what they say it called: %s', async (shape, activity) => {
    const changed = renamed(read(join(version, `${shape}.json`)), activity);
    await expect(replay(changed)).rejects.toThrow(DeterminismViolationError);
  });
});

/** Of a local activity the name stands within the encoded data of its marker. */
function renamed(json: string, activity: string): string {
  const inClear = (text: string): string => text.replaceAll(`"${activity}"`, '"another"');
  return inClear(json).replaceAll(/(?<="data": ")[^"]+/g, (data) =>
    Buffer.from(inClear(Buffer.from(data, 'base64').toString())).toString('base64'),
  );
}
