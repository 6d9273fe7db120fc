import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Deployment, routesFile } from '../support/processes';
import { until } from '../support/system';

const CLI = join(__dirname, '../../lib/cli/main.js');

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('and does not leave it pulling with nobody to see it', async () => {
  const deployment = await Deployment.start({ holdMs: 200 });
  const worker = [
    process.execPath,
    CLI,
    'worker',
    '--routes',
    routesFile('journal.mjs'),
    '--source',
    deployment.source,
  ];
  const command = `echo pid=$$; exec ${worker.join(' ')}`;
  const terminal = spawn('script', ['-qefc', command, '/dev/null'], {
    env: { ...process.env, ...deployment.env, TERM: 'xterm' },
  });
  let screen = '';
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => (screen += text));
  await until('a worker', () => screen.includes('Worker started'), 60_000);
  const pid = Number(/pid=(\d+)/.exec(screen)?.[1]);
  try {
    expect(isAlive(pid)).toBe(true);
    terminal.kill('SIGKILL');
    await until('its end', () => !isAlive(pid), 30_000);
  } finally {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  }
});
