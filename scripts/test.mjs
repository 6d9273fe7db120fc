// Runs the tests. Arguments go to jest: npm test -- test/unit
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { log, runMain } from './bootstrap/main.mjs';
import { runNode } from './bootstrap/processes.mjs';
import { watchStolenTime } from './bootstrap/stolen-time.mjs';
import { runTests } from './bootstrap/tests.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);

await runMain((signal) =>
  runTests({
    run: (flags) => runNode([join(root, 'node_modules/jest/bin/jest.js'), ...flags, ...args], { cwd: root, signal }),
    watch: watchStolenTime,
    log,
  }),
);
