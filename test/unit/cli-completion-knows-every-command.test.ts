import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { completionScript, SHELLS } from '../../src/cli/completion-scripts';
import { allCommands } from '../../src/cli/commands';
import { createProgram } from '../../src/cli/program';

const program = createProgram('0.0.0', allCommands());
const directory = mkdtempSync(join(tmpdir(), 'vod-events-'));
const script = (shell: (typeof SHELLS)[number]): string => {
  const file = join(directory, shell);
  writeFileSync(file, completionScript(program, shell));
  return file;
};
afterAll(() => rmSync(directory, { recursive: true }));

/** What a real bash offers at the end of a line. `vod-events` itself, which is asked for sources, is a function of the shell. */
function offered(line: string): string[] {
  const stub = 'vod-events() { [ "$*" = "completion sources" ] && echo shop-1 shop-2; }';
  const words = line
    .split(' ')
    .map((word) => `'${word}'`)
    .join(' ');
  const complete = `COMP_WORDS=(${words}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); _vod_events; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const text = execFileSync('bash', ['-c', `${stub}; source '${script('bash')}'; ${complete}`], { encoding: 'utf8' });
  return text.split('\n').filter((word) => word !== '');
}

it.each([
  [
    'vod-events ',
    ['worker', 'status', 'pause', 'resume', 'parked', 'events', 'trace', 'submit', 'completion', '--version'],
  ],
  ['vod-events sta', ['status']],
  ['vod-events parked ', ['list', 'show', 'retry', 'discard']],
  ['vod-events parked list --ol', ['--older-than']],
  ['vod-events parked list --source ', ['shop-1', 'shop-2']],
  ['vod-events pause ', ['shop-1', 'shop-2', '--all', '--dry-run']],
  ['vod-events status --json --w', ['--watch']],
  ['vod-events events ', ['find']],
  ['vod-events completion ', ['bash', 'zsh', 'fish']],
  ['vod-events emulator --confirm-twice ', ['error', 'success'].filter((value) => value !== 'success')],
])('after "%s" bash offers %j', (line, words) => {
  expect(offered(line)).toEqual(expect.arrayContaining(words));
});

it('a value that is not known is left to the shell, which offers files', () => {
  expect(offered('vod-events worker --routes ')).toEqual([]);
});

it('every command and every flag is in every script', () => {
  const all = (command: Command): string[] => [
    command.name(),
    ...command.options.flatMap(({ long }) => (long == null ? [] : [long.slice(2)])),
    ...command.commands.flatMap(all),
  ];
  for (const shell of SHELLS) {
    const text = completionScript(program, shell);
    expect(all(program).filter((word) => !text.includes(word))).toEqual([]);
  }
});

it.each([
  ['bash', ['-n']],
  ['zsh', ['-n']],
  ['fish', ['--no-execute']],
] as const)('%s, where there is one, takes its script', (shell, args) => {
  const { error, status, stderr } = spawnSync(shell, [...args, script(shell)], { encoding: 'utf8' });
  const isThere = !(error && 'code' in error && error.code === 'ENOENT');
  expect(isThere ? { status, stderr } : 'not installed').toEqual(isThere ? { status: 0, stderr: '' } : 'not installed');
});
