import type { z } from 'zod';

/** Options, switches, events or a fault the emulator cannot take. The message names every problem; nothing was changed. */
export class InvalidEmulatorInputError extends Error {
  override readonly name = 'InvalidEmulatorInputError';

  constructor(
    readonly input: 'options' | 'switches' | 'events' | 'eventConfig' | 'fault',
    readonly problems: readonly string[],
  ) {
    super(`The emulator cannot take the ${input}: ${problems.join('; ')}.`);
  }
}

/** The address could not be bound, most often because the port is in use: choose another, or 0 for a free one. */
export class EmulatorListenError extends Error {
  override readonly name = 'EmulatorListenError';

  constructor(
    readonly host: string,
    readonly port: number,
    options: { cause: Error },
  ) {
    super(
      `The emulator cannot listen on ${host}:${port} (${options.cause.message}); choose another port, or 0 for a free one.`,
      options,
    );
  }
}

/** What was waited for did not happen in time. The message holds the emulator's figures at that moment. */
export class EmulatorWaitTimeoutError extends Error {
  override readonly name = 'EmulatorWaitTimeoutError';

  constructor(
    readonly awaited: string,
    readonly timeoutMs: number,
    figures: object,
  ) {
    super(`The emulator waited ${timeoutMs} ms for ${awaited}, in vain; it stands at ${JSON.stringify(figures)}.`);
  }
}

/** The emulator was stopped while something was waited for: stop it after the last wait. */
export class EmulatorStoppedError extends Error {
  override readonly name = 'EmulatorStoppedError';

  constructor(readonly awaited: string) {
    super(`The emulator was stopped while waiting for ${awaited}; await that before calling stop().`);
  }
}

/** `value` as `schema` reads it. Throws {@link InvalidEmulatorInputError} with every problem, each with its path. */
export function checked<T extends z.ZodType>(
  input: InvalidEmulatorInputError['input'],
  schema: T,
  value: unknown,
): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidEmulatorInputError(
    input,
    result.error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)),
  );
}
