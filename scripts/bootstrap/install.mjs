import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InstallFailedError, NodeTooOldError } from './errors.mjs';
import { capture, describeEnd, tail, withProgress } from './processes.mjs';

const STAMP = 'node_modules/.vod-events-install.json';
const INSTALLED_LOCK = 'node_modules/.package-lock.json';

/**
 * Makes node_modules what package-lock.json says, by `npm ci` if need be. Costs a few milliseconds when it already is.
 * A node_modules that somebody installed by hand is kept when its versions match.
 *
 * @param {{ root: string, log: (line: string) => void, env?: NodeJS.ProcessEnv, signal?: AbortSignal }} options
 * @throws {NodeTooOldError} before anything is installed
 * @throws {InstallFailedError} when `npm ci` is missing or fails
 */
export async function ensureInstalled({ root, log, env = process.env, signal }) {
  requireNode(root);
  const wanted = wantedStamp(root);
  const stale = staleReason(root, wanted);
  if (stale) {
    log(`installing the dependencies (npm ci): ${stale}`);
    const began = Date.now();
    await npmCi({ root, log, env, signal });
    log(`installed the dependencies in ${Math.round((Date.now() - began) / 1000)} s`);
  }
  if (readText(join(root, STAMP)) !== wanted) writeFileSync(join(root, STAMP), wanted);
}

function requireNode(root) {
  const needed = /\d+(\.\d+)*/.exec(readJson(join(root, 'package.json')).engines.node)[0];
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [neededMajor, neededMinor = 0] = needed.split('.').map(Number);
  if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
    throw new NodeTooOldError(process.version, needed);
  }
}

function wantedStamp(root) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  // Native add-ons are chosen by platform and Node version when they are installed.
  const machine = `node ${process.versions.node.split('.')[0]}, ${process.platform} ${process.arch}`;
  return JSON.stringify({ lock, machine });
}

function staleReason(root, wanted) {
  if (!existsSync(join(root, INSTALLED_LOCK))) return 'node_modules is missing or incomplete';
  const stamp = readText(join(root, STAMP));
  if (stamp === wanted) return undefined;
  const installedFor = stamp && parseOrEmpty(stamp).machine;
  const { machine } = JSON.parse(wanted);
  if (installedFor && installedFor !== machine) return `node_modules was made for ${installedFor}; this is ${machine}`;
  return firstDifference(readJson(join(root, 'package-lock.json')), parseOrEmpty(readText(join(root, INSTALLED_LOCK))));
}

/** What npm leaves out for this platform is marked optional; everything else has to be there in the locked version. */
function firstDifference({ packages: locked }, { packages: installed = {} }) {
  for (const [path, { version, integrity, optional }] of Object.entries(locked)) {
    if (path === '') continue;
    const there = installed[path];
    if (!there && !optional) return `${path} is missing`;
    if (there && (there.version !== version || there.integrity !== integrity)) {
      return `${path} is ${there.version}, package-lock.json has ${version}`;
    }
  }
  const extra = Object.keys(installed).find((path) => !(path in locked));
  return extra && `${extra} is not in package-lock.json`;
}

async function npmCi({ root, log, env, signal }) {
  // --include=dev: with NODE_ENV=production npm would leave out the tools that build and test.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  // npm is a .cmd file on Windows, which only a shell can start.
  const npm = capture('npm', args, { cwd: root, env, signal, shell: process.platform === 'win32' });
  let result;
  try {
    result = await withProgress(log, 'npm ci', npm);
  } catch (error) {
    signal?.throwIfAborted();
    const problem = error.code === 'ENOENT' ? 'npm is not on PATH; it comes with Node.js.' : error.message;
    throw new InstallFailedError(root, problem);
  }
  if (result.code !== 0) {
    throw new InstallFailedError(root, `npm ci, ${describeEnd(result)}.`, tail(result.output, 20));
  }
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function parseOrEmpty(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {}; // Cut off or edited: as good as not there.
  }
}
