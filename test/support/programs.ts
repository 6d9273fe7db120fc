/** Programs that tests run and that no package registry of ours has. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A hook that asks for programs may have to install them. */
export const INSTALL_TIMEOUT_MS = 600_000;

/** The path of each program, with Debian's package of them installed where one is missing. Says in one sentence what to do where that fails. */
export async function debianPrograms<P extends string>(
  debianPackage: string,
  ...programs: readonly P[]
): Promise<Record<P, string>> {
  const finder = join(__dirname, 'find-programs.mjs');
  const found = promisify(execFile)(process.execPath, [finder, debianPackage, ...programs]);
  const { stdout } = await found.catch(({ stderr }: { stderr: string }) => {
    throw new Error(stderr);
  });
  return JSON.parse(stdout) as Record<P, string>;
}
