import { DebianPackageError } from './errors.mjs';
import { onPath } from './on-path.mjs';
import { capture, describeEnd, tail, withProgress } from './processes.mjs';

const INSTALL_TIMEOUT_MS = 600_000;

/**
 * Two tests may need packages at once, and apt waits for nobody who reads its lists: hence the lock. Debian starts a package's service unless
 * policy-rc.d forbids it. One that is there already is somebody's, and stays; ours forbids nothing once this shell is gone, even if it was killed.
 */
const INSTALL = `
set -eu
lock=$1 policy=$2 package=$3
exec 9>"$lock"
flock 9
if [ ! -e "$policy" ] || grep -q 'of vod-events' "$policy"; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\\n# of vod-events\\nkill -0 %s 2>/dev/null && exit 101\\nexit 0\\n' $$ > "$policy"
  chmod 755 "$policy"
fi
apt-get update -q
apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$package"
`;

/**
 * Finds programs on PATH, and has Debian's package of them installed where one is missing: by apt-get, as root, without starting its service.
 *
 * @param {{ debianPackage: string, programs: readonly string[], log: (line: string) => void, env?: NodeJS.ProcessEnv,
 *   signal?: AbortSignal, isRoot?: boolean, lockFile?: string, policyFile?: string }} options the last three are for tests
 * @returns {Promise<Record<string, string>>} the path of each
 * @throws {DebianPackageError} when a program is missing and the package cannot be installed
 */
export async function ensurePrograms({ debianPackage, programs, log, env = process.env, ...options }) {
  const missing = () => programs.filter((program) => !onPath(program, env));
  if (missing().length > 0) {
    log(`installing Debian's package ${debianPackage}: no ${missing().join(' and no ')} on PATH`);
    const problem =
      (await install(debianPackage, { log, env, ...options })) ??
      (missing().length > 0 ? 'the package was installed, and it has no such program' : undefined);
    if (problem) throw new DebianPackageError(missing(), debianPackage, problem);
  }
  return Object.fromEntries(programs.map((program) => [program, onPath(program, env)]));
}

/** What went wrong, if something did. */
async function install(debianPackage, options) {
  const { log, env, signal, isRoot = process.getuid?.() === 0 } = options;
  const { lockFile = '/run/lock/vod-events-apt', policyFile = '/usr/sbin/policy-rc.d' } = options;
  if (!onPath('apt-get', env)) return 'this machine has no apt-get';
  if (!isRoot) return 'apt-get needs root';
  const apt = capture('sh', ['-c', INSTALL, 'install', lockFile, policyFile, debianPackage], {
    env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
    signal,
    timeoutMs: INSTALL_TIMEOUT_MS,
  });
  try {
    const result = await withProgress(log, 'apt-get', apt);
    return result.code === 0 ? undefined : `apt-get, ${describeEnd(result)}: ${tail(result.output, 5)}`;
  } catch (error) {
    signal?.throwIfAborted();
    return `apt-get: ${error.message}`;
  }
}
