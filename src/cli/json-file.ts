import { readFileSync } from 'node:fs';
import { UsageError } from './exit';

/** What is in a JSON file, `-` being the standard input; `name` is what the caller calls it. No message repeats what is in it. */
export function jsonFrom(path: string, name: string): unknown {
  const shown = path === '-' ? 'the standard input' : path;
  let text: string;
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    throw new UsageError(`${name}: ${shown} cannot be read (${code}).`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${name}: ${shown} is not JSON.`);
  }
}
