import fc from 'fast-check';
import { PAYLOAD_FIELDS } from '../../src/core/event-payloads';

/** Strings as UTF-16 allows them, halves of surrogate pairs included, which `fc.string` leaves out. */
const utf16 = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd7f0, max: 0xe00f })), { maxLength: 8 })
  .map((units) => String.fromCharCode(...units));

const treacherous = fc.constantFrom(
  ...['__proto__', 'constructor', 'toString', 'toJSON', 'hasOwnProperty', 'length', '0', '10', '', 'null'],
  ...['EventType', 'EventHandle', 'TaskId', 'FileId', 'NewFileUpload', 'ProcedureStateChanged'],
  ...PAYLOAD_FIELDS.slice(0, 4),
);

const text = fc.oneof(treacherous, utf16, fc.string());

/** An object as JSON.parse makes it: `__proto__` is a member like any other. */
const objectOf = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>> =>
  fc.array(fc.tuple(text, value), { maxLength: 6 }).map((members) => Object.fromEntries(members));

const { json, object } = fc.letrec<{ json: unknown; leaf: unknown; object: Record<string, unknown> }>((tie) => ({
  leaf: fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double({ noDefaultInfinity: true, noNaN: true }),
    text,
  ),
  object: objectOf(tie('json')),
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('json'), { maxLength: 4 }),
    tie('object'),
  ),
}));

/** Anything JSON can express. Round-tripped, because JSON has no -0. */
export const anyJson: fc.Arbitrary<unknown> = json.map((value): unknown => JSON.parse(JSON.stringify(value)));

/** Any object JSON can express. */
export const anyObject: fc.Arbitrary<Record<string, unknown>> = object.map(
  (value) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>,
);

/** Objects that look like events often enough: with a type, a handle, payloads, each sometimes of the wrong kind. */
export const anyEvent: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    anyObject,
    fc.record(
      {
        EventType: fc.oneof({ weight: 4, arbitrary: text }, anyJson),
        EventHandle: fc.oneof({ weight: 4, arbitrary: text }, anyJson),
        FileUploadEvent: fc.oneof(fc.constant(null), anyObject),
        ProcedureStateChangeEvent: fc.oneof(fc.constant(null), anyObject, fc.record({ TaskId: text })),
      },
      { requiredKeys: [] },
    ),
  )
  .map((parts) => Object.fromEntries(parts.flatMap((part) => Object.entries(part))));

/** The same value with the members of every object in another order. */
export function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reordered(member)]),
  );
}

/** JSON nested `depth` objects deep around `core`. */
export function nested(depth: number, core: unknown): unknown {
  let value = core;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? { inner: value } : [value];
  return value;
}
