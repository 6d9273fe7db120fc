import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts } from '../../demo/free-ports';
import { Deployment } from '../support/processes';

const root = join(__dirname, '../..');
const snippet = readFileSync(join(root, 'examples/docs/ingress.sh'), 'utf8');

it('docs/ingress.md begins with the script', () => {
  const page = readFileSync(join(root, 'docs/ingress.md'), 'utf8');
  expect(/```sh\n([^]*?)```/.exec(page)?.[1]).toBe(snippet);
});

it('the script starts an ingress that takes what curl sends', async () => {
  const { client, taskQueue } = await Deployment.start();
  const [port] = await freePorts(1);
  const subAppId = randomInt(1_500_000_000, 1_600_000_000);
  const directory = mkdtempSync(join(tmpdir(), 'vod-events-'));
  try {
    // Stands for the one that would find the installed package.
    const npx = `#!/bin/sh\nshift\nexec "${process.execPath}" "${join(root, 'lib/cli/main.js')}" "$@"\n`;
    writeFileSync(join(directory, 'npx'), npx, { mode: 0o755 });
    const script = `${snippet.replace('127.0.0.1:8080', `127.0.0.1:${port}`)}\nkill $!\nwait $!\n`;
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
      env: {
        ...process.env,
        PATH: `${directory}:${process.env.PATH}`,
        VOD_EVENTS_TASK_QUEUE: taskQueue,
        VOD_SUB_APP_ID: String(subAppId),
      },
    });
    const [, batch = ''] = /\{"batch":"([^"]+)"\}/.exec(stdout) ?? [];
    expect(batch).toMatch(new RegExp(`^vod-batch/${subAppId}/push-`));
    const { type, taskQueue: queue } = await client.workflow.getHandle(batch).describe();
    expect({ type, queue }).toEqual({ type: 'vodEventBatch', queue: taskQueue });
  } finally {
    rmSync(directory, { recursive: true });
  }
});
