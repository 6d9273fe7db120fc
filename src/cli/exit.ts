import { printable } from './text';

export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;

/** The command was called in a way that makes no sense; nothing was done. Its message says how to call it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** An error as a person should see it: what went wrong, on one line, no stack. */
export function oneLine(error: unknown): string {
  return `vod-events: ${printable(error instanceof Error ? error.message : String(error))}`;
}
