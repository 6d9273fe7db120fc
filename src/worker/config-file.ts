/** The configuration file of a worker: what may stand in it, beside what its sources are. */
import { basename, dirname, resolve } from 'node:path';
import { kindOf } from '../core/kind-of';
import { secretProblem } from '../credentials/read';
import { didYouMean } from '../settings/closest';
import { isTable, readConfigFile, type Table } from '../settings/config-file';
import { fileKeyOf } from '../settings/facts';
import type { FilePart } from '../settings/read';
import type { Settings } from '../settings/setting';
import { PROCESS_SETTINGS, SOURCE_SETTINGS } from './settings';

export const CONFIG_VARIABLE = 'VOD_EVENTS_CONFIG';

/** A file that could be read. */
export interface OpenFile {
  root: FilePart;
  /** By name. Missing when the file names no sources: then variables and flags describe the only one. None when it cannot be read. */
  sources?: Record<string, FilePart>;
  problems: string[];
}

/** Keys of a table that settings are the values of. */
function keysOf(settings: Settings): string[] {
  return Object.values(settings).flatMap((setting) => (setting.isSecret ? [] : [fileKeyOf(setting)]));
}

/** Beside its settings. */
export const SOURCE_KEYS = [...keysOf(SOURCE_SETTINGS), 'routes', 'credential'];
/** By `$schema` an editor knows what may stand in a JSON file. */
const ROOT_KEYS = [...keysOf(PROCESS_SETTINGS), 'sources', '$schema'];

export async function openConfigFile(path: string): Promise<OpenFile> {
  const folder = dirname(resolve(path));
  const at = (key: string): string => `${basename(path)}: ${key}`;
  const read = await readConfigFile(path);
  const table = read.ok ? read.table : {};
  const root = { table, placeOf: at, folder };
  if (!read.ok) return { root, sources: {}, problems: [read.problem] };
  const problems = unknownKeys(table, ROOT_KEYS, at);
  if (table.sources === undefined) return { root, problems };
  if (!isTable(table.sources) || Object.keys(table.sources).length === 0)
    return {
      root,
      sources: {},
      problems: [...problems, `${at('sources')} must have a table for each source, such as [sources.shop]`],
    };
  const sources: Record<string, FilePart> = {};
  for (const [name, source] of Object.entries(table.sources)) {
    const placeOf = (key: string): string => at(`sources.${name}.${key}`);
    if (!isTable(source)) {
      problems.push(`${at(`sources.${name}`)} must be a table, but is ${kindOf(source)}`);
      continue;
    }
    sources[name] = { table: source, placeOf, folder };
    problems.push(...unknownKeys(source, SOURCE_KEYS, placeOf));
  }
  return { root, sources, problems };
}

function unknownKeys(table: Table, known: readonly string[], placeOf: (key: string) => string): string[] {
  return Object.keys(table).flatMap((key) => {
    if (known.includes(key)) return [];
    if (key === 'encryptionKeys')
      return [`${placeOf(key)} must not be in the file: name a file with encryptionKeysFile`];
    const secret = secretProblem(key);
    if (secret !== undefined) return [`${placeOf(key)} ${secret}`];
    if (known === ROOT_KEYS && SOURCE_KEYS.includes(key))
      return [`${placeOf(key)} belongs to a source: put it under [sources.<name>]`];
    if (known === SOURCE_KEYS && ROOT_KEYS.includes(key))
      return [`${placeOf(key)} belongs to the whole process: put it before the first [table]`];
    return [`${placeOf(shownKey(key))} is not known${didYouMean(key, known)}`];
  });
}

/** A key may be anything, a secret that slipped to the wrong side of the "=" too. */
function shownKey(key: string): string {
  return /^[\w-]{1,30}$/.test(key) ? key : `a key of ${key.length} characters`;
}
