import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { allCommands } from '../../src/cli/commands';
import { createProgram } from '../../src/cli/program';

/** With its path, and those below it: `parked`, `parked list`. */
function all(command: Command, path = ''): [path: string, command: Command][] {
  return command.commands.flatMap((sub) => {
    const at = `${path}${sub.name()}`;
    return [[at, sub] as [string, Command], ...all(sub, `${at} `)];
  });
}

const COMMANDS = all(createProgram('0.0.0', allCommands()));

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

it.each(COMMANDS)(
  'that of "%s" says what it is for, explains every flag and has examples of its own',
  (path, command) => {
    const text = helpOf(command);
    expect(command.description()).toMatch(/^[A-Z].*\.$/);
    for (const { flags, description } of command.options)
      expect([flags, description]).toEqual([flags, expect.stringMatching(/\S/)]);
    expect(text.slice(text.search(/^Examples?:/m))).toMatch(new RegExp(`^.*\\bvod-events ${path}\\b`, 'm'));
  },
);

it('docs/cli.md has every command', () => {
  const page = readFileSync(join(__dirname, '../../docs/cli.md'), 'utf8');
  const leaves = COMMANDS.filter(([, { commands }]) => commands.length === 0).map(([path]) => path);
  expect(leaves.length).toBeGreaterThan(15);
  const [, table = ''] = page.split(/^\| command .*$/m);
  const [rows = ''] = table.split('\n\n');
  const words = new Set(rows.match(/[a-z]+/g));
  expect(leaves.filter((path) => !path.split(' ').every((word) => words.has(word)))).toEqual([]);
});
