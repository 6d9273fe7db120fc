/** Enough for any message a person wants to read; the rest of an answer's body is not one. */
const MAX_MESSAGE_LENGTH = 2_000;

/** Name and message of whatever was thrown. Handlers and their modules throw anything: no Error, Errors without text, texts without end. */
export function errorText(thrown: unknown): { type: string; message: string } {
  try {
    if (!(thrown instanceof Error)) {
      return {
        type: 'NotAnError',
        message: `It threw ${thrown === null ? 'null' : `a value of type ${typeof thrown}`}, which is no Error.`,
      };
    }
    const { name, message }: { name: unknown; message: unknown } = thrown;
    return {
      type: typeof name === 'string' && name !== '' ? wellFormed(name.slice(0, 200)) : 'Error',
      message:
        typeof message === 'string'
          ? wellFormed(message.slice(0, MAX_MESSAGE_LENGTH))
          : 'It threw an Error whose message is no text.',
    };
  } catch {
    return { type: 'Error', message: 'It threw an Error that cannot be read.' };
  }
}

/** Half a surrogate pair in a failure ends the whole worker: Temporal's core cannot decode it (measured). */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
