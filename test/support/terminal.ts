import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { until } from './system';

const CLI = join(__dirname, '../../lib/cli/main.js');

/** `vod-events` on a terminal, which `script` of util-linux gives a program, typing the answer once it is asked; `''` types nothing. */
export async function onTerminal(
  args: readonly string[],
  answer: string,
  env: NodeJS.ProcessEnv = {},
  isAsked = (screen: string): boolean => screen.includes('[y/N]'),
): Promise<{ code: number | null; screen: string }> {
  // `exec`: some shells exit with 130 after a Ctrl-C although the program they waited for handled it.
  const command = ['exec', process.execPath, CLI, ...args].join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'], { env: { ...process.env, TERM: 'xterm', ...env } });
  let screen = '';
  let code: number | null | undefined;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (screen += text));
  child.on('close', (exit) => (code = exit));
  if (answer !== '') {
    await until('the question', () => isAsked(screen) || code !== undefined);
    child.stdin.write(answer);
  }
  await until('the end', () => code !== undefined);
  return { code: code ?? null, screen };
}
