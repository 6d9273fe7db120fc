/** Bytes of an event as JSON; `undefined` when it is nested too deep to be written, though it could be read. */
export function jsonBytes(event: unknown): number | undefined {
  try {
    return Buffer.byteLength(JSON.stringify(event));
  } catch {
    return undefined;
  }
}
