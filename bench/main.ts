/**
 * Compares, in one run and on one machine, this system with the literal form of it and with a plain loop that keeps nothing. What it prints
 * are ratios; absolute figures stand beside them only to judge the noise.
 */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { startTemporal } from '../demo/temporal';
import { death } from './crash';
import { backlog, ceiling, cost, light, type Stage } from './scenarios';
import { median } from './statistics';

interface Options {
  quick?: boolean;
  json?: string;
}

interface Row {
  what: string;
  value: number;
  expected?: { atLeast?: number; atMost?: number };
  /** The values of the rounds, for the spread. */
  rounds: number[];
}

async function bench({ quick, json }: Options): Promise<void> {
  const temporal = await startTemporal();
  const stage: Stage = { client: temporal.client, address: temporal.address };
  const rounds = quick ? 1 : 3;
  const sizes = quick
    ? { events: 24_000, literal: 640, lightSeconds: 8 }
    : { events: 32_000, literal: 2_400, lightSeconds: 20 };
  const got: Record<string, number[]> = {};
  const note = (what: string, value: number): void => {
    (got[what] ??= []).push(value);
    console.error(`  ${what}: ${value.toFixed(3)}`);
  };
  for (let round = 1; round <= rounds; round++) {
    console.error(`Round ${round} of ${rounds}`);
    const ours = await backlog(stage, 'this', sizes.events);
    const literal = await backlog(stage, 'literal', sizes.literal);
    const plain = await backlog(stage, 'plain', sizes.events);
    note('backlog: this / literal', ours.perSecond / literal.perSecond);
    note('backlog: this / plain', ours.perSecond / plain.perSecond);
    note('backlog: this, events/s', ours.perSecond);
    note('memory: after / before the backlog', ours.memoryGrowth);
    note('ceiling: share of 1,600 events/s', await ceiling(stage, 'this', sizes.events));
    const [lightOurs, lightPlain] = [
      await light(stage, 'this', sizes.lightSeconds),
      await light(stage, 'plain', sizes.lightSeconds),
    ];
    note('light: p50, this / plain', lightOurs.p50 / lightPlain.p50);
    note('light: p99, this / plain', lightOurs.p99 / lightPlain.p99);
    const [killed, drained] = [await death(stage, 'SIGKILL'), await death(stage, 'SIGTERM')];
    note('SIGKILL: takeover, share of 10 s', killed.takeover);
    note('SIGKILL: in flight, share of 30 s', killed.inFlight);
    note('SIGKILL: redelivered', killed.redelivered);
    note('SIGTERM: takeover, share of 2 s', drained.takeover);
    note('SIGTERM: drain, share of the grace', drained.drain);
    note('SIGTERM: redelivered', drained.redelivered);
  }
  const { historyPerBatch, batchesPer1000 } = await cost(stage, sizes.events);
  note('cost: history events a batch', historyPerBatch);
  note('cost: batches to 1,000 events', batchesPer1000);
  await temporal.stop();

  const rows = Object.entries(got).map(([what, values]): Row => ({
    what,
    value: median(values),
    expected: EXPECTED[what],
    rounds: values,
  }));
  console.log(table(rows));
  if (json) writeFileSync(json, `${JSON.stringify({ node: process.version, rounds, sizes, rows }, undefined, 2)}\n`);
}

const EXPECTED: Record<string, Row['expected']> = {
  'backlog: this / literal': { atLeast: 10 },
  'ceiling: share of 1,600 events/s': { atLeast: 0.9 },
  'light: p50, this / plain': { atMost: 5 },
  'cost: history events a batch': { atMost: 7 },
  'SIGKILL: takeover, share of 10 s': { atMost: 1 },
  'SIGTERM: takeover, share of 2 s': { atMost: 1 },
  'SIGTERM: drain, share of the grace': { atMost: 1 },
  'SIGTERM: redelivered': { atMost: 0 },
};

function table(rows: Row[]): string {
  const lines = rows.map(({ what, value, expected, rounds }) => {
    const spread = rounds.length > 1 ? `${Math.min(...rounds).toFixed(2)} – ${Math.max(...rounds).toFixed(2)}` : '';
    return `${what.padEnd(36)} ${value.toFixed(2).padStart(9)}  ${spread.padEnd(20)} ${verdict(value, expected)}`;
  });
  return [`${'measure'.padEnd(36)} ${'median'.padStart(9)}  ${'spread'.padEnd(20)} expected`, ...lines].join('\n');
}

function verdict(value: number, expected: Row['expected']): string {
  if (!expected) return '';
  const { atLeast, atMost } = expected;
  const met = (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
  return `${atLeast !== undefined ? `≥ ${atLeast}` : `≤ ${atMost}`}: ${met ? 'met' : 'MISSED'}`;
}

const options = new Command('npm run bench --')
  .description('Measures ratios against a literal form and a plain loop.')
  .option('--quick', 'one round with small sizes')
  .option('--json <file>', 'also write the figures there')
  .parse()
  .opts<Options>();

bench(options).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
