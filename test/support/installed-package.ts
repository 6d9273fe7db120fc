import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { devDependencies, peerDependencies } from '../../package.json';

const REPOSITORY = join(__dirname, '..', '..');
/** npm looks for this in every folder above. */
const QUIET = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** A program of node_modules of this repository. */
export const tool = (path: string): string => join(REPOSITORY, 'node_modules', path);

/** An empty project into which this package was installed from its own tarball, with the files of `test/support/installed`. */
export class InstalledPackage {
  private constructor(
    readonly root: string,
    readonly tarball: string,
    /** The tarball's content, as paths. */
    readonly files: string[],
  ) {}

  static async install(): Promise<InstalledPackage> {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'vod-events-installed-')));
    const packed = await run('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', root], REPOSITORY);
    const [{ filename, files }] = Object.values(JSON.parse(packed.stdout) as Record<string, Packed>) as [Packed];
    const project = new InstalledPackage(
      root,
      join(root, filename),
      files.map(({ path }) => path),
    );
    // npm brings the peers by itself; which versions, must not depend on the day.
    const overrides = Object.fromEntries(Object.keys(peerDependencies).map((name) => [name, versionHere(name)]));
    writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'consumer', private: true, overrides }));
    const types = `@types/node@${devDependencies['@types/node']}`;
    const installed = await project.run('npm', ['install', ...QUIET, project.tarball, types]);
    if (installed.code !== 0) throw new Error(`npm install failed: ${installed.stderr}`);
    cpSync(join(__dirname, 'installed'), root, { recursive: true });
    return project;
  }

  run(command: string, args: string[], env?: NodeJS.ProcessEnv): Promise<Ended> {
    return run(command, args, this.root, env);
  }

  node(args: string[], env?: NodeJS.ProcessEnv): Promise<Ended> {
    return this.run(process.execPath, args, env);
  }

  /** The command as npm installed it. */
  cli(args: string[], env?: NodeJS.ProcessEnv): Promise<Ended> {
    return this.run(join(this.root, 'node_modules/.bin/vod-events'), args, env);
  }

  copy(directory: string): void {
    cpSync(join(REPOSITORY, directory), join(this.root, directory), { recursive: true });
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  write(path: string, content: string): void {
    writeFileSync(join(this.root, path), content);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

interface Packed {
  filename: string;
  files: { path: string }[];
}

function versionHere(name: string): string {
  return (JSON.parse(readFileSync(tool(join(name, 'package.json')), 'utf8')) as { version: string }).version;
}

function run(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
    });
  });
}
