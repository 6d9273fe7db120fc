import { SOURCE_NAME } from '../core/contract';

/** The name of a source: what the flag `--source` says, or else the SubAppId, or `default`. */
export function sourceName(flag: string | undefined, subAppId: number | undefined): string {
  return flag ?? String(subAppId ?? 'default');
}

/** What is wrong with the flag `--source`: nothing, or one problem. */
export function sourceProblems(flag: string | undefined): string[] {
  return flag === undefined || SOURCE_NAME.test(flag)
    ? []
    : ['--source must have 1 to 100 letters, digits, ".", "_" or "-": it becomes part of workflow ids'];
}
