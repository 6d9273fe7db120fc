import { join } from 'node:path';
import { NODE_FLAGS } from '../src/core/defaults';

/** What Node.js is given to run `vod-events` as its first line has it run. */
export const COMMAND: readonly string[] = [...NODE_FLAGS, join(__dirname, '../lib/cli/main.js')];
