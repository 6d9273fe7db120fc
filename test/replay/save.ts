import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { Shape } from './shapes';

const root = join(__dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const folder = join(__dirname, 'histories', version);

/** Stores a history as that of a shape. One that is stored already stays as it is: it is what that version did. */
export async function save(shape: Shape, handle: WorkflowHandle): Promise<void> {
  const file = join(folder, `${shape}.json`);
  if (existsSync(file)) return console.log(`${shape}: kept`);
  // Stack traces name files; where this checkout lies is nobody's business.
  const history = historyToJSON(await handle.fetchHistory()).replaceAll(`${root}/`, '');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${history}\n`);
  console.log(shape);
}
