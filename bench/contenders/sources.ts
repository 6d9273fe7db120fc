/** What has this system's worker serve several sources, which differ in their SubAppIds alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Served {
  name: string;
  sources: number;
  endpoint: string;
  /** Calls a second; without it what the product allows itself. */
  rate?: number | undefined;
}

/** Writes a configuration file and returns its path. The sources are called `<name>-1` and so on, the applications 1 and so on. */
export function sourcesFile(folder: string, { name, sources, endpoint, rate }: Served): string {
  const shape = { endpoint, routes: join(__dirname, 'routes.mjs'), ...(rate !== undefined && { rate }) };
  const entries = Array.from({ length: sources }, (_, index) => [
    `${name}-${index + 1}`,
    { ...shape, subAppId: index + 1 },
  ]);
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify({ sources: Object.fromEntries(entries) as object }));
  return file;
}
