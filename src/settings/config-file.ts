/** A configuration file as it stands on the disk, in TOML or JSON. Nothing of its content is ever repeated: it may hold a secret that does not belong there. */
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { jsonErrorAt } from './json-syntax';

/** What a TOML table or a JSON object is. */
export type Table = Readonly<Record<string, unknown>>;

export type ReadConfigFile = { ok: true; table: Table } | { ok: false; problem: string };

/** Never throws: a file that is absent or malformed is a problem in a sentence that begins with its path, and names line and column. */
export async function readConfigFile(path: string): Promise<ReadConfigFile> {
  const parse = { '.toml': parseToml, '.json': parseJson }[extname(path).toLowerCase()];
  if (!parse) return { ok: false, problem: `${path}: the name of the file must end in .toml or .json` };
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return {
      ok: false,
      problem: `${path}: ${code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`}`,
    };
  }
  const parsed = await parse(text.replace(/^\uFEFF/, ''));
  if (typeof parsed === 'string') return { ok: false, problem: `${path}:${parsed}` };
  return isTable(parsed) ? { ok: true, table: parsed } : { ok: false, problem: `${path}: must be a JSON object` };
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

async function parseToml(text: string): Promise<unknown> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    // The lines after the first quote the file.
    const what = error.message.split('\n', 1)[0]?.replace('Invalid TOML document: ', '');
    return `${error.line}:${error.column}: ${what}`;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const at = jsonErrorAt(text) ?? 0;
    const before = text.slice(0, at).split('\n');
    return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}: no JSON from here on`;
  }
}
