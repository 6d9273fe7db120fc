import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What became of one file: the problems with it, or the event types asked for that have a route. */
export interface Loaded {
  problems?: string[];
  routed?: string[];
  thrown?: string;
}

/** Jest turns import() into require(), so modules are loaded by the build, in a process of its own: all files of a test in one. */
const SCRIPT = `
const { loadRoutes } = require(process.argv[1]);
const main = async () => {
  const loaded = {};
  for (const file of process.argv.slice(2)) {
    loaded[file] = await loadRoutes(file).then(
      (result) => result.ok
        ? { routed: ['NewFileUpload', 'FileDeleted'].filter((type) => result.routes({ type, payload: {}, key: 'a-key', source: 'test' })) }
        : { problems: result.problems },
      (error) => ({ thrown: String(error) }),
    );
  }
  process.stdout.write(JSON.stringify(loaded));
};
main();
`;

export class RoutesFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'vod-events-routes-'));

  /** Writes the files, and loads those named in `load` (all by default) as the worker does. */
  load(files: Record<string, string>, load = Object.keys(files)): Record<string, Loaded> {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.path, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    const module = join(__dirname, '../../lib/routes/load-routes.js');
    const output = execFileSync(process.execPath, ['-e', SCRIPT, module, ...load], {
      cwd: this.path,
      encoding: 'utf8',
    });
    return JSON.parse(output) as Record<string, Loaded>;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
