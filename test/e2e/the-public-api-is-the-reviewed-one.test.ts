import { execFile } from 'node:child_process';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '../../scripts/api-report.mjs');

it('the public API is what the reports in etc say; "npm run api" writes them', async () => {
  const told = await new Promise<string>((resolve) => {
    execFile(process.execPath, [SCRIPT, '--check'], (error, _, stderr) => resolve(error ? stderr : ''));
  });
  expect(told).toBe('');
}, 120_000);
