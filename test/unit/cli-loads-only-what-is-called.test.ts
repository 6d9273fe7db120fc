import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { calledCommands, LOADERS } from '../../src/cli/called-command';
import { allCommands } from '../../src/cli/commands';

const CALLED_COMMAND = join(__dirname, '../../lib/cli/called-command.js');

/** Packages that the process of a call loads before its command runs. */
function packagesOf(...args: string[]): string[] {
  const load = `require(${JSON.stringify(CALLED_COMMAND)}).calledCommands(${JSON.stringify(args)})`;
  const show = "console.log(Object.keys(require.cache).join('\\n'))";
  const loaded = execFileSync(process.execPath, ['-e', `${load}.then(() => ${show})`], { encoding: 'utf8' });
  return loaded.split('\n').map((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? '');
}

it('a command that asks Temporal loads neither the worker of the SDK nor a web server', () => {
  expect(packagesOf('worker')).toEqual(expect.arrayContaining(['@temporalio/worker', 'fastify']));
  const packages = packagesOf('status', '--watch');
  expect(packages).toContain('@temporalio/client');
  expect(packages).not.toContain('@temporalio/worker');
  expect(packages).not.toContain('fastify');
});

it('every command can be loaded alone, and is the one of its name', async () => {
  expect(Object.keys(LOADERS)).toEqual(allCommands().map((command) => command.name()));
  for (const [name, load] of Object.entries(LOADERS)) expect((await load()).name()).toBe(name);
});

it.each([[[]], [['--help']], [['staus']], [['constructor']], [['completion', 'bash']]])(
  'a call with %j is about all commands',
  async (args) => {
    expect(await calledCommands(args)).toHaveLength(allCommands().length);
  },
);
