/** The address is taken, or not one of this machine. Nothing was started. */
export class ConsoleListenError extends Error {
  override readonly name = 'ConsoleListenError';
  constructor(host: string, port: number, cause: unknown) {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    super(`The console cannot listen on ${address} (${code}). Choose another --port or --host.`, { cause });
  }
}
