/** A promise is a wrong answer of a route's own function; that it fails must not end the process, and then the next one's. */
export function unheard(answer: unknown): void {
  if (answer instanceof Promise) answer.catch(() => {});
}
