import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';

const folder = join(__dirname, '../../schema');
const read = (file: string): object => JSON.parse(readFileSync(join(folder, file), 'utf8')) as object;

/** Of one workflow type; each schema by the name of its file. */
export interface Indexed {
  id: string;
  idPattern: string;
  input: string;
  result: string | null;
  signals: Record<string, { argument: string | null; optional?: boolean }>;
  queries: Record<string, string>;
}

export const INDEX = read('index.json') as Record<string, Indexed>;
/** Of messages. That of the configuration file is no part of the contract. */
export const SCHEMA_FILES = readdirSync(folder).filter((file) => !['index.json', 'config.json'].includes(file));

const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });

/** What a schema has against a value; empty when it fits. */
export function problemsWith(file: string, value: unknown): string[] {
  const validate = ajv.getSchema(file) ?? ajv.addSchema(read(file), file).getSchema(file);
  if (validate?.(value)) return [];
  return (validate?.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'it'} ${message}`);
}
