import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { capture, describeEnd, tail } from './processes.mjs';
import { CLI_VERSION } from './temporal-pin.mjs';

/** The file name of the Temporal CLI on this platform. */
export const CLI_FILE = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

// The first start of a 150 MB program reads it from disk and, on some systems, has it scanned.
const VERSION_TIMEOUT_MS = 30_000;

/** The per-user folder that keeps the downloaded CLI between runs and checkouts. */
export function defaultCacheDir(env = process.env) {
  return join(userCacheDir(env), 'temporal-vod-events', `temporal-cli-${CLI_VERSION}`);
}

function userCacheDir(env) {
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (process.platform === 'win32') return env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  return process.platform === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
}

/** What `temporal --version` prints. Throws when the file does not run. */
export async function cliVersion(path, { env, signal } = {}) {
  const result = await capture(path, ['--version'], { env, signal, timeoutMs: VERSION_TIMEOUT_MS });
  if (result.code !== 0) {
    throw new Error(`${path} --version: ${describeEnd(result)} ${tail(result.output, 1)}`.trimEnd());
  }
  return tail(result.output, 1);
}

/** The kept CLI, or undefined when there is none. One that does not run is removed, and that is thrown. */
export async function cachedCli({ cacheDir, env, signal }) {
  const path = join(cacheDir, CLI_FILE);
  if (!existsSync(path)) return undefined;
  try {
    return { path, version: await cliVersion(path, { env, signal }) };
  } catch (error) {
    signal?.throwIfAborted();
    await rm(path, { force: true });
    throw new Error(`does not run, removed (${error.message})`, { cause: error });
  }
}

/** Takes a downloaded file into the cache: only one that runs, and in one step, so that nothing half-done is ever there. */
export async function keepCli(downloaded, { cacheDir, env, signal }) {
  await chmod(downloaded, 0o755);
  const version = await cliVersion(downloaded, { env, signal });
  const path = join(cacheDir, CLI_FILE);
  await rename(downloaded, path);
  return { path, version };
}

/** Gives `use` a folder beside the kept CLI (so that a rename works) and removes it afterwards. */
export async function withScratchDir(cacheDir, use) {
  await mkdir(cacheDir, { recursive: true });
  await removeAbandoned(cacheDir);
  const dir = await mkdtemp(join(cacheDir, `${scratchPrefix()}${process.pid}-`));
  try {
    return await use(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

// The host is part of the name because a cache can be shared between containers, where a pid says nothing.
function scratchPrefix() {
  return `.unfinished-${hostname()}-`;
}

/** A run that was killed could not clean up after itself. */
async function removeAbandoned(cacheDir) {
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(scratchPrefix())) continue;
    const pid = Number.parseInt(name.slice(scratchPrefix().length), 10);
    if (!isAlive(pid)) await rm(join(cacheDir, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
