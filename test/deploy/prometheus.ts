/** A real Prometheus that scrapes every second and evaluates the alerts of a rehearsal. Ended, and its data deleted, after the last test of its file. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { freePorts } from '../../demo/free-ports';
import { rules } from '../../scripts/monitoring/rules';
import { REHEARSAL } from '../../scripts/monitoring/timings';
import { until } from '../support/system';

const endings: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

export interface Sample {
  metric: Record<string, string>;
  value: number;
}

export interface EvaluatedRule {
  name: string;
  health: 'ok' | 'err' | 'unknown';
  lastError?: string;
}

export class Prometheus {
  private constructor(private readonly url: string) {}

  /** `target` is the address of one worker's metrics. */
  static async start(program: string, target: string): Promise<Prometheus> {
    const directory = mkdtempSync(join(tmpdir(), 'vod-events-prometheus-'));
    endings.push(() => Promise.resolve(rmSync(directory, { recursive: true, force: true })));
    writeFileSync(join(directory, 'rules.yml'), stringify(rules(REHEARSAL)));
    const config = {
      global: { scrape_interval: '1s' },
      rule_files: ['rules.yml'],
      scrape_configs: [{ job_name: 'vod-events', static_configs: [{ targets: [target] }] }],
    };
    writeFileSync(join(directory, 'prometheus.yml'), stringify(config));
    const [port] = await freePorts(1);
    const address = `127.0.0.1:${port}`;
    const args = [
      `--config.file=${join(directory, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(directory, 'data')}`,
      `--web.listen-address=${address}`,
    ];
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4_000)));
    const gone = once(child, 'exit');
    endings.push(() => (child.kill('SIGKILL'), gone));
    await until('Prometheus', async () => {
      if (child.exitCode !== null) throw new Error(`Prometheus ended:\n${said}`);
      const ready = await fetch(`http://${address}/-/ready`).catch(() => undefined);
      return ready?.ok;
    });
    return new Prometheus(`http://${address}`);
  }

  /** What a query has now. Throws what Prometheus says of one that it does not understand. */
  async query(expr: string): Promise<Sample[]> {
    const { result } = await this.get<{ result: { metric: Sample['metric']; value: [number, string] }[] }>(
      `query?${new URLSearchParams({ query: expr }).toString()}`,
    );
    return result.map(({ metric, value: [, value] }) => ({ metric, value: Number(value) }));
  }

  async rules(): Promise<EvaluatedRule[]> {
    const { groups } = await this.get<{ groups: { rules: EvaluatedRule[] }[] }>('rules');
    return groups.flatMap((group) => group.rules);
  }

  /** Values of a label among the series of a metric: what a variable of Grafana asks for. */
  labelValues(metric: string, label: string): Promise<string[]> {
    return this.get<string[]>(`label/${label}/values?${new URLSearchParams({ 'match[]': metric }).toString()}`);
  }

  private async get<T>(path: string): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1/${path}`);
    const body = (await answer.json()) as { status: string; data: T; error?: string };
    if (body.status !== 'success') throw new Error(`Prometheus: ${body.error} (${decodeURIComponent(path)})`);
    return body.data;
  }
}
