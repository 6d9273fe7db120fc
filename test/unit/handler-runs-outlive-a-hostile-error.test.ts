import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** In a process of its own, because what went wrong here would be an unhandled rejection, which ends the process. */
const SCRIPT = `
const { HandlerRuns } = require(process.argv[1]);
const hostile = Object.defineProperty(new Error(), 'message', { get() { throw new Error('no message for you'); } });
const run = new HandlerRuns(1).start('id', () => Promise.reject(hostile), 60000);
run.outcome.then(
  (outcome) => process.stdout.write(JSON.stringify(outcome)),
  () => process.stdout.write('rejected'),
);
`;

it('an error that cannot even be read is an outcome like any other', () => {
  const module = join(__dirname, '../../lib/activities/handler-runs.js');
  const output = execFileSync(process.execPath, ['-e', SCRIPT, module], { encoding: 'utf8' });
  expect(JSON.parse(output)).toMatchObject({
    ok: false,
    failure: { type: expect.any(String), message: expect.any(String) },
  });
});
