// Prints the paths of programs as JSON: <debian package> <program> …, installed if need be. In a process of its own, because Jest cannot import ES modules.
import { ensurePrograms } from '../../scripts/bootstrap/debian.mjs';
import { log, runMain } from '../../scripts/bootstrap/main.mjs';

const [debianPackage, ...programs] = process.argv.slice(2);
await runMain(async (signal) => {
  console.log(JSON.stringify(await ensurePrograms({ debianPackage, programs, log, signal })));
  return 0;
});
