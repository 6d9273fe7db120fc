import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { InstallableCheckout } from './installable-checkout';
import { until } from './checkout';

let checkout: InstallableCheckout;
beforeEach(() => {
  checkout = new InstallableCheckout();
  checkout.tool('temporal', 'echo on path');
  checkout.installByHand('1.0.0');
  // The smallest checkout whose lib counts as built: a task that needs no build and takes arguments.
  checkout.write(
    'scripts/bootstrap/tasks.mjs',
    `const needs = { needsTemporal: true, needsBuild: false };
     export const TASKS = {
       task: { ...needs, commands: [['task.js']] },
       several: { needsTemporal: false, needsBuild: false, commands: [['good.js'], ['bad.js'], ['good.js']] },
     };`,
  );
  checkout.write('good.js', `process.stdout.write('good ')`);
  checkout.write('bad.js', `process.stdout.write('bad '); process.exitCode = 5;`);
});
afterEach(() => checkout.remove());

const startTask = (script: string, env?: NodeJS.ProcessEnv, ...args: string[]) => {
  checkout.write('task.js', script);
  return checkout.start(['scripts/run.mjs', 'task', ...args], env);
};
const SHOW = `process.stdout.write(JSON.stringify([process.env.VOD_EVENTS_TEMPORAL_CLI, process.argv.slice(2)]))`;
const HANDLE = `for (const name of ['SIGINT', 'SIGTERM'])
    process.on(name, () => setTimeout(() => process.exit(9), 50, console.log(name)));
  require('node:fs').writeFileSync('ready', '');
  setTimeout(() => process.exit(1), 20_000);`;

it('gives the task the path of the CLI and its arguments', async () => {
  const { code, stdout } = await startTask(SHOW, {}, '--flag', 'two words').ended;
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual([checkout.path('bin', 'temporal'), ['--flag', 'two words']]);
});

it('gives no CLI where there is a server', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const TEMPORAL_ADDRESS = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { stdout } = await startTask(SHOW, { TEMPORAL_ADDRESS, VOD_EVENTS_TEMPORAL_CLI: '/outdated' }).ended;
  expect(JSON.parse(stdout)).toEqual([null, []]);
  server.close();
});

it('ends with the exit code of the task', async () => {
  expect((await startTask('process.exit(42)').ended).code).toBe(42);
  expect((await startTask(`process.kill(process.pid, 'SIGKILL')`).ended).code).toBe(137);
});

it('passes SIGTERM on and waits for the task', async () => {
  const { child, ended } = startTask(HANDLE);
  await until(() => checkout.has('ready'));
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 9, stdout: 'SIGTERM\n' });
});

it('waits on SIGINT, which a terminal sends to the task itself', async () => {
  const { child, ended } = startTask(`${HANDLE} setTimeout(() => process.exit(3), 200);`);
  await until(() => checkout.has('ready'));
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 3, stdout: '' });
});

it('ends the task when npm, or the shell that npm started it from, has died', async () => {
  checkout.write(
    'task.js',
    `${HANDLE.replace('console.log(name)', "require('node:fs').writeFileSync('ended', name)")}`,
  );
  const shell = spawn('/bin/sh', ['-c', `"${process.execPath}" scripts/run.mjs task; exit`], {
    cwd: checkout.root,
    env: { PATH: checkout.path('bin'), npm_lifecycle_event: 'task' },
    stdio: 'ignore',
  });
  await until(() => checkout.has('ready'));
  shell.kill('SIGKILL');
  await until(() => checkout.has('ended') && checkout.read('ended') !== '');
  expect(checkout.read('ended')).toBe('SIGTERM');
});

it('runs all commands of a task and fails if one did', async () => {
  const { code, stdout, stderr } = await checkout.run(['scripts/run.mjs', 'several']);
  expect({ code, stdout }).toEqual({ code: 5, stdout: 'good bad good ' });
  expect(stderr).toMatch(/bad\.js: FAILED \(exit code 5\) after \d+\.\d s/);
});

it('names the tasks when there is no such task', async () => {
  const { code, stderr } = await checkout.run(['scripts/run.mjs', 'nothing']);
  expect(code).toBe(2);
  expect(stderr).toContain('task, several');
});
