import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const MODULE = join(__dirname, '../../scripts/bootstrap/tests.mjs');

/** Runs of which each ends with a code while a share of time is stolen. */
function runsOf(...runs: [code: number, share: number][]): { code: number; flags: string[][]; said: string[] } {
  const script = `
    import { runTests } from ${JSON.stringify(MODULE)};
    const runs = ${JSON.stringify(runs)};
    const [flags, said] = [[], []];
    let at = -1;
    const run = async (given) => (flags.push(given), runs[++at][0]);
    const watch = () => () => runs[at][1];
    const code = await runTests({ run, watch, log: (line) => said.push(line) });
    console.log(JSON.stringify({ code, flags, said }));`;
  const text = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  return JSON.parse(text) as { code: number; flags: string[][]; said: string[] };
}

it('on a machine that is left alone what fails has failed', () => {
  expect(runsOf([1, 0.01])).toEqual({ code: 1, flags: [[]], said: [] });
});

it('what failed while processor time was stolen runs again, alone, and that is said', () => {
  const { code, flags, said } = runsOf([1, 0.2], [0, 0.2]);
  expect({ code, flags }).toEqual({ code: 0, flags: [[], ['--onlyFailures']] });
  expect(said).toEqual([expect.stringMatching(/20\.0 % of the processors' time/)]);
});

it('what fails again undisturbed, or time after time, has failed', () => {
  expect(runsOf([1, 0.2], [1, 0]).code).toBe(1);
  expect(runsOf([1, 0.2], [1, 0.2], [1, 0.2])).toMatchObject({ code: 1, flags: { length: 3 } });
});

it.each([0, 130, 143])('an end with %i is no failure of tests', (code) => {
  expect(runsOf([code, 0.2])).toEqual({ code, flags: [[]], said: [] });
});
