import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { rules, type RuleFile } from '../../scripts/monitoring/rules';
import { debianPrograms, INSTALL_TIMEOUT_MS } from '../support/programs';

const folder = join(__dirname, '../../deploy/prometheus');
const read = (file: string): unknown => parse(readFileSync(join(folder, file), 'utf8'));
const alertsOf = ({ groups }: RuleFile) => groups.flatMap((group) => group.rules.filter((rule) => 'alert' in rule));

let promtool: (...args: string[]) => Promise<{ stdout: string }>;
beforeAll(async () => {
  const paths = await debianPrograms('prometheus', 'promtool');
  promtool = (...args) => promisify(execFile)(paths.promtool, args, { cwd: folder });
}, INSTALL_TIMEOUT_MS);

it('the rules are what the generator makes, and Prometheus takes them', async () => {
  expect(read('vod-events.rules.yml')).toEqual(rules());
  expect((await promtool('check', 'rules', '--lint-fatal', 'vod-events.rules.yml')).stdout).toContain('SUCCESS');
});

it('each fires when it should, and stays silent in its near misses', async () => {
  expect((await promtool('test', 'rules', 'vod-events.rules.test.yml')).stdout).toContain('SUCCESS');
});

it('each is tested to fire, word by word', () => {
  const { tests } = read('vod-events.rules.test.yml') as {
    tests: { alert_rule_test?: { alertname: string; exp_alerts: unknown[] }[] }[];
  };
  const fired = tests
    .flatMap(({ alert_rule_test = [] }) => alert_rule_test)
    .filter(({ exp_alerts }) => exp_alerts.length > 0)
    .map(({ alertname }) => alertname);
  const alerts = alertsOf(rules()).map(({ alert }) => alert);
  expect(alerts).toHaveLength(6);
  expect([...new Set(fired)].sort()).toEqual(alerts.sort());
});

it('each links to a page that comes with the package', () => {
  for (const { annotations } of alertsOf(rules())) {
    const page = /^https:\/\/unpkg\.com\/temporal-vod-events\/(docs\/runbooks\/[\w-]+\.md)$/.exec(
      annotations.runbook_url,
    );
    expect(page?.[1] && existsSync(join(__dirname, '../..', page[1]))).toBe(true);
  }
});
