/**
 * What every contender does with every event: five milliseconds of waiting, unless the task id asks for something else. It ends in
 * `~slow<ms>`, `~fail<times>` or `~fail` (always).
 */
const { setTimeout: sleep } = require('node:timers/promises');

const QUICK_MS = 5;
const REPORT_EVERY_MS = 100;

const tries = new Map();
let processed = [];

async function handle(taskId) {
  const slow = /~slow(\d+)$/.exec(taskId);
  await sleep(slow ? Number(slow[1]) : QUICK_MS);
  if (fails(taskId)) throw new Error('It was to fail.');
  if (process.send && process.env.BENCH_REPORT) report(taskId);
}

function fails(taskId) {
  const [marked, times] = /~fail(\d*)$/.exec(taskId) ?? [];
  if (marked === undefined || times === '') return marked !== undefined;
  const tried = (tries.get(taskId) ?? 0) + 1;
  tries.set(taskId, tried);
  return tried <= Number(times);
}

/** Tells the benchmark what was processed, some at a time. */
function report(taskId) {
  if (processed.push(taskId) > 1) return;
  setTimeout(() => {
    process.send({ processed });
    processed = [];
  }, REPORT_EVERY_MS);
}

module.exports = { handle, QUICK_MS };
