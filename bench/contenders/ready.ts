import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Installs what only this contender needs, once. */
export function ready(contender: string): void {
  const folder = join(__dirname, contender);
  if (!existsSync(join(folder, 'package.json')) || existsSync(join(folder, 'node_modules'))) return;
  console.error(`Installing what the contender "${contender}" needs`);
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}
