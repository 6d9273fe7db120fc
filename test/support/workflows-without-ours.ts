export function other(): Promise<string> {
  return Promise.resolve('no event workflow here');
}
