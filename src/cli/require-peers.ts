/** Imported before anything that needs them: a missing package is told in a sentence, not by a stack of requires. */
import { peerProblems } from '../peers';
import { EXIT_USAGE } from './exit';

const problems = peerProblems();
if (problems.length > 0) {
  for (const problem of problems) console.error(`vod-events: ${problem}`);
  process.exit(EXIT_USAGE);
}
