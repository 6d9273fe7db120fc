// Makes the dashboard and the alerts in deploy/ from the list of metrics (src/core/metrics.ts). With --check it writes nothing and fails when
// what is there is not what it would write. With --rehearsal it prints the alerts hurried, for a deployment that is broken on purpose.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { stringify } from 'yaml';
import { dashboard } from './monitoring/dashboard';
import { rules } from './monitoring/rules';
import { REHEARSAL } from './monitoring/timings';

const root = dirname(__dirname);
const NOTE = '# Made by "npm run monitoring". Change scripts/monitoring, not this file.\n';

const asYaml = (value: unknown): string => NOTE + stringify(value, { lineWidth: 0 });

async function files(): Promise<Map<string, string>> {
  const unformatted = {
    'deploy/grafana/vod-events.json': JSON.stringify(dashboard()),
    'deploy/prometheus/vod-events.rules.yml': asYaml(rules()),
  };
  const formatted = new Map<string, string>();
  for (const [file, text] of Object.entries(unformatted)) {
    const filepath = join(root, file);
    formatted.set(file, await format(text, { ...(await resolveConfig(filepath)), filepath }));
  }
  return formatted;
}

function write(wanted: ReadonlyMap<string, string>): void {
  for (const [file, text] of wanted) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

function check(wanted: ReadonlyMap<string, string>): void {
  const stale = [...wanted].flatMap(([file, text]) => (present(file) === text ? [] : [file]));
  if (stale.length === 0) return;
  console.error(`Not what the list of metrics says: ${stale.join(', ')}. Run "npm run monitoring".`);
  process.exitCode = 1;
}

function present(file: string): string | undefined {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch {
    return undefined;
  }
}

async function main(): Promise<void> {
  if (process.argv.includes('--rehearsal')) process.stdout.write(asYaml(rules(REHEARSAL)));
  else if (process.argv.includes('--check')) check(await files());
  else write(await files());
}

void main();
