/**
 * - `ok`: as it must be.
 * - `warning`: it works, and somebody should know.
 * - `wrong`: events do not flow, or will not.
 * - `skipped`: it could not be looked at, which says nothing about it.
 */
export type Result = 'ok' | 'warning' | 'wrong' | 'skipped';

/** What a check has found. Holds no secret and no payload. */
export interface Finding {
  result: Result;
  found: string;
  /** What to do about it. Missing where there is nothing to do. */
  todo?: string;
}

/** A finding, and what it is about. */
export interface Line extends Finding {
  check: string;
  /** Missing where it is about all sources. */
  source?: string;
}

/** One thing that is looked at. It may find several things. */
export interface Check<Context> {
  name: string;
  look: (context: Context) => Promise<Finding | Finding[]> | Finding | Finding[];
}

export const ok = (found: string): Finding => ({ result: 'ok', found });
export const warning = (found: string, todo: string): Finding => ({ result: 'warning', found, todo });
export const wrong = (found: string, todo: string): Finding => ({ result: 'wrong', found, todo });
export const skipped = (found: string, todo?: string): Finding => ({
  result: 'skipped',
  found,
  ...(todo !== undefined && { todo }),
});

/** Looks at everything at once. A check that fails in a way that nobody foresaw is told as such and hides none of the others. */
export async function lookAt<Context>(
  checks: readonly Check<Context>[],
  context: Context,
  source?: string,
): Promise<Line[]> {
  const about = source === undefined ? {} : { source };
  const lines = checks.map(async ({ name, look }): Promise<Line[]> => {
    const found = await Promise.resolve()
      .then(() => look(context))
      .catch((error: unknown) => skipped(`the check failed by itself: ${textOf(error)}`));
    return [found].flat().map((finding) => ({ check: name, ...about, ...finding }));
  });
  return (await Promise.all(lines)).flat();
}

/** The first line of what was thrown. */
export function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
