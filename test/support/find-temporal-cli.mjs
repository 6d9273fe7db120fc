// Prints the path of a Temporal CLI, found as for `npm test` without a server. In a process of its own, because Jest cannot import ES modules.
import { findTemporal } from '../../scripts/bootstrap/temporal-cli.mjs';

const env = { ...process.env, TEMPORAL_ADDRESS: undefined };
const found = await findTemporal({ env, log: (line) => console.error(line) });
console.log(found.path);
