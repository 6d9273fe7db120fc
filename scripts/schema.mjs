// Makes schema/ from src/core/contract.ts: a JSON Schema of everything that other services send to the workflows and get from them, and an
// index of which is which. With --check it writes nothing and fails when what is there is not what it would write.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { createGenerator } from 'ts-json-schema-generator';
import { INDEX, SCHEMAS } from './schema/messages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'schema');

/** Made by scripts/configuration.mjs. */
const CONFIG = 'config.json';

const generator = createGenerator({
  path: join(root, 'src/core/contract.ts'),
  tsconfig: join(root, 'tsconfig.json'),
  // The compiler's own run says it better.
  skipTypeCheck: true,
  jsDoc: 'extended',
  expose: 'export',
  topRef: false,
  encodeRefs: false,
  // A later version may have more members, in what it takes and in what it answers.
  additionalProperties: true,
});

const files = new Map();
for (const [name, message] of Object.entries(SCHEMAS))
  files.set(`${name}.json`, await written(schemaOf(name, message)));
files.set('index.json', await written(INDEX));

if (process.argv.includes('--check')) check();
else write();

function schemaOf(name, { type, isSent, isClosed, description }) {
  const { definitions, ...schema } = type ? generator.createSchema(type) : { description };
  if (isSent)
    for (const member of optionalMembers(schema)) schema.properties[member] = orNull(schema.properties[member]);
  const all = {
    title: name,
    ...schema,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...(isClosed && { additionalProperties: false }),
    ...(definitions && Object.keys(definitions).length > 0 && { $defs: definitions }),
  };
  return JSON.parse(JSON.stringify(all), (key, value) => {
    if (key === '$ref') return value.replace('#/definitions/', '#/$defs/');
    if (key === 'description') return value.replaceAll(/\s*\{\s*@link\s+(\w+)\s*\}\s*/g, ' `$1` ').trim();
    return value;
  });
}

function optionalMembers({ properties = {}, required = [] }) {
  return Object.keys(properties).filter((member) => !required.includes(member));
}

/** What a workflow takes may be null wherever it may be missing: some languages write a member without a value so. */
function orNull({ description, ...schema }) {
  return { ...(description && { description }), anyOf: [schema, { type: 'null' }] };
}

async function written(value) {
  return format(JSON.stringify(value), { ...(await resolveConfig(join(folder, 'index.json'))), parser: 'json' });
}

function present() {
  try {
    return readdirSync(folder).filter((name) => name !== CONFIG);
  } catch {
    return [];
  }
}

function write() {
  mkdirSync(folder, { recursive: true });
  for (const file of present().filter((name) => !files.has(name))) rmSync(join(folder, file));
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
}

function check() {
  const there = present();
  const stale = [...files].filter(
    ([name, text]) => !there.includes(name) || readFileSync(join(folder, name), 'utf8') !== text,
  );
  const wrong = [...stale.map(([name]) => name), ...there.filter((name) => !files.has(name))];
  if (wrong.length === 0) return;
  console.error(`schema/ is not what src/core/contract.ts says: ${wrong.join(', ')}. Run "npm run schema".`);
  process.exitCode = 1;
}
