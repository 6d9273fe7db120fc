/** This system's worker with several sources, which differ in their SubAppIds alone. */
import { loadWorkerConfig } from '../../src/worker/config';
import { createLogger } from '../../src/worker/logging';
import { runWorker } from '../../src/worker/run';

async function main(): Promise<void> {
  const stop = new AbortController();
  process.on('SIGTERM', () => stop.abort());
  const config = await loadWorkerConfig(process.env, { routes: 'bench/contenders/routes.mjs' });
  const sources = Array.from({ length: Number(process.env.BENCH_SOURCES) }, (_, index) =>
    config.sources.map((source) => ({ ...source, name: `${config.taskQueue}-${index + 1}`, subAppId: index + 1 })),
  ).flat();
  await runWorker({ ...config, sources }, createLogger(config.logLevel), stop.signal);
  process.exit(0);
}

void main();
