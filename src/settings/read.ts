/** Reads settings from where they may be written, and remembers where that was: the environment goes before the file, the file before the default. */
import { resolve } from 'node:path';
import { kindOf } from '../core/kind-of';
import type { Table } from './config-file';
import { defaultOf, factsOf, fileKeyOf, written } from './facts';
import type { Setting, Settings, ValuesOf } from './setting';

type Origin = 'environment' | 'file' | 'flag' | 'default';

/** One setting as it is in force. */
export interface InForce {
  /** Its key in a file. */
  key: string;
  /** As somebody would write it; masked when it is a secret. Missing when there is none, or when it is wrong. */
  value?: string;
  origin: Origin;
  /** The variable or the key of the file that says so. Missing for a default. */
  place?: string;
}

/** What somebody wrote, and how a problem with it begins. */
interface Found {
  text: string;
  origin: 'environment' | 'file';
  place: string;
}

/** Finds what is written for a setting; or, as text, what is wrong with the way it is written. */
type Look = (setting: Setting<unknown>) => Found | string | undefined;

export interface Places {
  env: NodeJS.ProcessEnv;
  /** Default the setting's own. */
  variableOf?: (setting: Setting<unknown>) => string;
  file?: FilePart;
}

/** A table of a configuration file. */
export interface FilePart {
  table: Table;
  /** How a problem names a key of it. */
  placeOf: (key: string) => string;
  /** Relative paths start here. */
  folder: string;
}

const MASKED = '********';

export function readFrom<S extends Settings>(
  settings: S,
  look: Look,
): { values: Partial<ValuesOf<S>>; problems: string[]; inForce: InForce[] } {
  const problems: string[] = [];
  const inForce: InForce[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settings)) {
    const found = look(setting);
    const key = setting.isSecret ? setting.name : fileKeyOf(setting);
    if (typeof found === 'string') {
      problems.push(found);
      inForce.push({ key, origin: 'file' });
      continue;
    }
    const parsed = setting.schema.safeParse(found?.text);
    const { place = setting.name } = found ?? {};
    if (parsed.success) values[name] = parsed.data;
    else problems.push(...parsed.error.issues.map(({ message }) => `${place} ${message}`));
    const value = parsed.success ? valueText(setting, parsed.data, found) : undefined;
    inForce.push({
      key,
      ...(value !== undefined && { value }),
      ...(found ? { origin: found.origin, place } : { origin: 'default' as const }),
    });
  }
  return { values: values as Partial<ValuesOf<S>>, problems, inForce };
}

export function lookIn({ env, variableOf = ({ name }) => name, file }: Places): Look {
  return (setting) => {
    const variable = variableOf(setting);
    const text = env[variable];
    // Empty is how shells and manifests say "not set".
    if (text !== undefined && text !== '') return { text, origin: 'environment', place: variable };
    return file && !setting.isSecret ? lookInFile(setting, file) : undefined;
  };
}

function lookInFile(setting: Setting<unknown>, { table, placeOf, folder }: FilePart): Found | string | undefined {
  const key = fileKeyOf(setting);
  const value = Object.hasOwn(table, key) ? table[key] : undefined;
  if (value === undefined) return undefined;
  const place = placeOf(key);
  const { json, isPath } = factsOf(setting);
  if (json.type === 'integer' && !Number.isInteger(value))
    return `${place} must be a whole number, but is ${kindOf(value)}`;
  if (json.type === 'string' && typeof value !== 'string') return `${place} must be a text, but is ${kindOf(value)}`;
  if (value === '') return `${place} must not be empty; leave it out`;
  const text = value as string | number;
  return { text: isPath ? resolve(folder, `${text}`) : `${text}`, origin: 'file', place };
}

function valueText(setting: Setting<unknown>, value: unknown, found: Found | undefined): string | undefined {
  if (!found) return defaultOf(setting);
  if (setting.isSecret) return MASKED;
  return typeof value === 'object' ? found.text : written(setting, value);
}
