// Runs a task of bootstrap/tasks.mjs in a checkout that may be fresh: first installs, finds a Temporal server or CLI, and
// builds, each only where the task needs it and it is not there yet. Usage: node scripts/run.mjs <task> [arguments]
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuilt } from './bootstrap/build-stamp.mjs';
import { ensureInstalled } from './bootstrap/install.mjs';
import { log, runMain } from './bootstrap/main.mjs';
import { runNode } from './bootstrap/processes.mjs';
import { TASKS } from './bootstrap/tasks.mjs';
import { findTemporal } from './bootstrap/temporal-cli.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name = '', ...args] = process.argv.slice(2);

await runMain(async (signal) => {
  const task = Object.hasOwn(TASKS, name) ? TASKS[name] : undefined;
  if (!task) {
    log(`which task? One of: ${Object.keys(TASKS).join(', ')}`);
    return 2;
  }
  if (args.length > 0 && task.commands.length > 1) {
    log(`${name} takes no arguments`);
    return 2;
  }
  await ensureInstalled({ root, log, signal });
  const env = task.needsTemporal ? temporalEnv(await findTemporal({ log, signal })) : process.env;
  if (task.needsBuild) {
    const code = await ensureBuilt(signal);
    if (code !== 0) return code;
  }
  const [first, ...more] = task.commands;
  if (more.length === 0) return runNode([...first, ...args], { cwd: root, env, signal });
  return runAll(task.commands, { cwd: root, env, signal });
});

/** The CLI's path for whoever starts a server; a server that is there is found by TEMPORAL_ADDRESS alone. */
function temporalEnv(found) {
  return { ...process.env, VOD_EVENTS_TEMPORAL_CLI: found.kind === 'cli' ? found.path : undefined };
}

async function ensureBuilt(signal) {
  if (isBuilt(root)) {
    log('lib is up to date');
    return 0;
  }
  log('building lib: it is not there, or its sources have changed');
  return runNode([join(root, 'scripts/build.mjs')], { cwd: root, signal });
}

/** Runs every command, whatever became of those before it, and gives the first exit code that is not 0. */
async function runAll(commands, options) {
  let firstFailure = 0;
  for (const command of commands) {
    const what = command.join(' ').replace(/^node_modules\/([^/]+)\S*/, '$1');
    log(what);
    const began = Date.now();
    const code = await runNode(command, options);
    const outcome = code === 0 ? 'passed' : `FAILED (exit code ${code})`;
    log(`${what}: ${outcome} after ${((Date.now() - began) / 1000).toFixed(1)} s`);
    firstFailure ||= code;
  }
  return firstFailure;
}
