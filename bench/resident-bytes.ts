import { readFileSync } from 'node:fs';

/** What of a process lies in memory. From /proc: Linux only. */
export const residentBytes = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024;
