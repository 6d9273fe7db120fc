// Loaded into the worker process by the soak alone, with --require: what cannot be seen from outside, once a second, in a file for each thread.
// The main thread runs the activities and the handlers, another one the workflows.
const { renameSync, writeFileSync } = require('node:fs');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { isMainThread, threadId } = require('node:worker_threads');

const folder = process.env.VOD_EVENTS_SOAK_PROBE;
if (folder) {
  const file = `${folder}/${isMainThread ? 'main' : `thread-${threadId}`}.json`;
  const delay = monitorEventLoopDelay();
  delay.enable();
  setInterval(() => {
    const { heapUsed: heapBytes, external: externalBytes } = process.memoryUsage();
    writeFileSync(
      `${file}.new`,
      JSON.stringify({ heapBytes, externalBytes, loopDelayP99Ms: delay.percentile(99) / 1e6 }),
    );
    renameSync(`${file}.new`, file);
    delay.reset();
  }, 1_000).unref();
}
