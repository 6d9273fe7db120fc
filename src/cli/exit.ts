export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;

/** An error as a person should see it: what went wrong, no stack. */
export function oneLine(error: unknown): string {
  return `vod-events: ${error instanceof Error ? error.message : String(error)}`;
}
