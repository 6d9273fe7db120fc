/** A worker or ingress was started with something missing or malformed. Lists every problem at once. Mend them and start it again. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Temporal could not be reached, or refused us. Nothing was pulled. */
export class TemporalUnavailableError extends Error {
  override readonly name = 'TemporalUnavailableError';
  constructor(
    readonly address: string,
    readonly namespace: string,
    cause: unknown,
  ) {
    super(
      `Temporal at ${address}, namespace "${namespace}": ${reasonOf(cause)}. Check TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and its TLS and API key.`,
      { cause },
    );
  }
}

/** The poller of our source was started with an encryption key that this process does not have. Nothing was pulled. */
export class UnreadablePollerError extends Error {
  override readonly name = 'UnreadablePollerError';
  constructor(workflowId: string, cause: Error) {
    super(`The workflow ${workflowId}, which runs already, cannot be read here. ${cause.message}`, { cause });
  }
}

/** The first line of what Temporal, or the network, said. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error ? error.cause : error;
  return (inner.message.split('\n', 1)[0] ?? '').replace(/\.$/, '');
}

/** The address of the health checks is taken, or not one of this machine. Nothing was started. */
export class HealthListenError extends Error {
  override readonly name = 'HealthListenError';
  constructor(
    readonly address: string,
    cause: unknown,
  ) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    super(`Health cannot be told at ${address} (${code}). Choose another VOD_EVENTS_HEALTH_ADDRESS.`, { cause });
  }
}
