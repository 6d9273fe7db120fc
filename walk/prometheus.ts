/** A real Prometheus with the configuration of deploy/prometheus, hurried: it scrapes every second and evaluates the alerts of a rehearsal. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { startProcess, type DemoProcess } from '../demo/processes';
import { rules } from '../scripts/monitoring/rules';
import { REHEARSAL } from '../scripts/monitoring/timings';
import { until } from './until';

const SHIPPED = join(__dirname, '../deploy/prometheus/prometheus.yml');

interface PrometheusConfig {
  global: Record<string, unknown>;
  scrape_configs: { static_configs: { targets: string[] }[] }[];
}

export interface Alert {
  labels: Record<string, string>;
  annotations: { summary: string };
  state: 'pending' | 'firing';
}

export class Prometheus {
  private constructor(
    private readonly address: string,
    private readonly process: DemoProcess,
  ) {}

  /** Scrapes these addresses and keeps everything in `directory`. */
  static async start(
    program: string,
    { directory, address, targets }: { directory: string; address: string; targets: string[] },
  ): Promise<Prometheus> {
    const config = parse(readFileSync(SHIPPED, 'utf8')) as PrometheusConfig;
    config.global.scrape_interval = '1s';
    for (const scrape of config.scrape_configs) scrape.static_configs = [{ targets }];
    writeFileSync(join(directory, 'prometheus.yml'), stringify(config));
    writeFileSync(join(directory, 'vod-events.rules.yml'), stringify(rules(REHEARSAL), { lineWidth: 0 }));
    const flags = [
      `--config.file=${join(directory, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(directory, 'prometheus')}`,
      `--web.listen-address=${address}`,
    ];
    let said = '';
    const output = (line: string): void => void (said = `${said}\n${line}`.slice(-2_000));
    const started = new Prometheus(address, startProcess(program, flags, { env: process.env, output }));
    let isGone = false;
    void started.process.exited.then(() => (isGone = true));
    await until('Prometheus answers', async () => {
      if (isGone) throw new Error(`Prometheus ended:${said}`);
      return (await fetch(`http://${address}/-/ready`).catch(() => undefined))?.ok;
    });
    return started;
  }

  /** Those that fire or are about to. */
  async alerts(): Promise<Alert[]> {
    const answer = await fetch(`http://${this.address}/api/v1/alerts`);
    const { data } = (await answer.json()) as { data: { alerts: Alert[] } };
    return data.alerts;
  }

  stop(): Promise<unknown> {
    return this.process.stop(5_000);
  }
}
