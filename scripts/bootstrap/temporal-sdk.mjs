import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { capture, tail, withProgress } from './processes.mjs';
import { keepCli, withScratchDir } from './temporal-cache.mjs';
import { CLI_VERSION } from './temporal-pin.mjs';

const DOWNLOADER = fileURLToPath(new URL('./sdk-download.mjs', import.meta.url));
const DOWNLOAD_TIMEOUT_MS = 60_000;
// Where a firewall drops packets, nothing fails and nothing arrives.
const NO_ANSWER_MS = 10_000;

/**
 * Has the Temporal SDK download the CLI (from temporal.download) and keeps the file. The SDK cannot be told to stop, so
 * it does this in a process of its own that can be ended.
 */
export async function cliFromSdk({ cacheDir, env, log, signal }) {
  log(`downloading the Temporal CLI ${CLI_VERSION} through the Temporal SDK (once)`);
  return withScratchDir(cacheDir, async (dir) => {
    const result = await withProgress(log, 'download', download(dir, env, signal));
    // The server may have failed to start where the download was fine.
    const file = ['', '.exe']
      .map((ext) => join(dir, `temporal-v${CLI_VERSION}${ext}`))
      .find((path) => existsSync(path));
    if (!file) throw new Error(tail(result.output, 1) || 'nothing was downloaded');
    return keepCli(file, { cacheDir, env, signal });
  });
}

async function download(dir, env, signal) {
  const silence = new AbortController();
  const timer = setTimeout(() => {
    if (readdirSync(dir).length === 0) silence.abort(new Error(`no answer within ${NO_ANSWER_MS / 1000} s`));
  }, NO_ANSWER_MS);
  try {
    return await capture(process.execPath, [DOWNLOADER, dir], {
      env,
      timeoutMs: DOWNLOAD_TIMEOUT_MS,
      signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}
