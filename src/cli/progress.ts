/** On a terminal one line that is rewritten, elsewhere a line now and then: a log file wants to be readable too. */
const REWRITE_EVERY_MS = 100;
const LINE_EVERY_MS = 5_000;

interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

export interface Progress {
  /** So many are done, of so many. */
  step(done: number, total: number): void;
  end(): void;
}

export function progressOn(output: Output): Progress {
  const everyMs = output.isTTY ? REWRITE_EVERY_MS : LINE_EVERY_MS;
  let nextAt = Date.now() + everyMs;
  let isDirty = false;
  return {
    step(done, total) {
      if (Date.now() < nextAt) return;
      nextAt = Date.now() + everyMs;
      const text = `${done} of ${total}`;
      output.write(output.isTTY ? `\r${text}` : `${text}\n`);
      isDirty = true;
    },
    end() {
      // Clears the line: the outcome says it all.
      if (isDirty && output.isTTY) output.write('\r\u001b[K');
    },
  };
}
