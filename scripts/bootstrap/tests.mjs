import { MAX_STOLEN_SHARE } from './stolen-time.mjs';

const MAX_REPEATS = 2;

/**
 * Runs tests, and those files that failed once more when other machines took much of the processors' time meanwhile: most promises are about
 * seconds, and nobody keeps them without a processor. On a machine that is left alone what fails has failed.
 *
 * `run` is given flags for jest and returns its exit code; `watch` begins to watch stolen time.
 *
 * @returns {Promise<number>} the exit code of the last run
 */
export async function runTests({ run, watch, log }) {
  let flags = [];
  for (let repeat = 0; ; repeat++) {
    const stolen = watch();
    const code = await run(flags);
    const share = stolen();
    if (code !== 1 || share <= MAX_STOLEN_SHARE || repeat === MAX_REPEATS) return code;
    const percent = (share * 100).toFixed(1);
    log(`tests failed while other machines took ${percent} % of the processors' time: the files that failed once more`);
    flags = ['--onlyFailures'];
  }
}
