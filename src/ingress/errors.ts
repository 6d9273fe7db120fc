/** The address is taken, or not one of this machine. Nothing was started. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  constructor(
    readonly address: string,
    cause: unknown,
  ) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    super(`The ingress cannot listen on ${address} (${code}). Choose another VOD_EVENTS_INGRESS_ADDRESS.`, { cause });
  }
}
