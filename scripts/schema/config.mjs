// The JSON Schema of a configuration file, for editors: made from the settings and the kinds of credential themselves. Draft 7, which editors of
// TOML read too. Needs `--import tsx`.
import { createRequire } from 'node:module';

// Not imported: the sources are CommonJS.
const require = createRequire(import.meta.url);
const z = require('zod');
const { SOURCE_NAME } = require('../../src/core/contract');
const { CREDENTIAL_KINDS } = require('../../src/credentials/spec');
const { defaultOf, factsOf, fileKeyOf } = require('../../src/settings/facts');
const { PROCESS_SETTINGS, SOURCE_SETTINGS } = require('../../src/worker/settings');

export function configSchema() {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of vod-events worker',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      ...membersOf(PROCESS_SETTINGS),
      sources: {
        description: 'VOD applications by their names, which become part of workflow ids',
        type: 'object',
        minProperties: 1,
        propertyNames: { pattern: SOURCE_NAME.source },
        additionalProperties: source(),
      },
    },
    additionalProperties: false,
  };
}

function source() {
  return {
    type: 'object',
    properties: {
      ...membersOf(SOURCE_SETTINGS),
      routes: {
        description: 'module whose default export maps event types to handlers; by default that of --routes',
        type: 'string',
        minLength: 1,
      },
      credential: credential(),
    },
    additionalProperties: false,
  };
}

function membersOf(settings) {
  const inFile = Object.values(settings).filter(({ isSecret }) => !isSecret);
  return Object.fromEntries(inFile.map((setting) => [fileKeyOf(setting), memberOf(setting)]));
}

function memberOf(setting) {
  const { json, says } = factsOf(setting);
  const isSaid = json.type === 'integer' || json.enum || ['text', 'path'].includes(says);
  const byDefault = defaultOf(setting);
  return {
    description: isSaid ? setting.help : `${setting.help} (${says})`,
    ...json,
    ...(json.type === 'string' && !json.enum && { minLength: 1 }),
    ...(byDefault !== undefined && { default: json.type === 'integer' ? Number(byDefault) : byDefault }),
  };
}

/** A table, or the name of a kind of which nothing need be said. */
function credential() {
  const alone = CREDENTIAL_KINDS.filter((kind) => kind.safeParse({ kind: nameOf(kind) }).success);
  const tables = CREDENTIAL_KINDS.map((kind) => {
    const schema = z.toJSONSchema(kind, { target: 'draft-7', io: 'input' });
    delete schema.$schema;
    return schema;
  });
  return {
    description: 'where the keys of the source are',
    anyOf: [{ type: 'string', enum: alone.map(nameOf) }, ...tables],
  };
}

function nameOf({ shape }) {
  return shape.kind.value;
}
