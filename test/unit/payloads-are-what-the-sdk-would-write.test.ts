import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DefaultPayloadConverter } from '@temporalio/common';
import fc from 'fast-check';
import { payloadConverter as ours } from '../../src/codec/payload-converter';

const theirs = new DefaultPayloadConverter();
const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

const text = fc.string({
  unit: fc.oneof(fc.constantFrom('é', '漢', '😀', '\uD83D', '\uDE00', '\uFEFF', '"', '\0'), fc.string()),
});
const value = fc.oneof(
  fc.jsonValue({ noUnicodeString: false }),
  text,
  fc.record({ text, at: fc.date({ noInvalidDate: true }), nothing: fc.constant(undefined), number: fc.double() }),
);

it('whatever is written reads the same, by our converter and by the one of the SDK', () => {
  fc.assert(
    fc.property(value, (given) => {
      const payload = ours.toPayload(given);
      const expected = theirs.toPayload(given);
      expect(Buffer.from(payload.data ?? [])).toEqual(Buffer.from(expected.data ?? []));
      expect(Object.keys(payload.metadata ?? {})).toEqual(['encoding']);
      expect(theirs.fromPayload(payload)).toEqual(theirs.fromPayload(expected));
      expect(ours.fromPayload(expected)).toEqual(theirs.fromPayload(expected));
    }),
  );
});

it.each([
  ['undefined', undefined],
  ['bytes', new Uint8Array([0, 255])],
])('%s are written as the SDK writes them', (_what, given) => {
  expect(ours.toPayload(given)).toEqual(theirs.toPayload(given));
  expect(ours.fromPayload(theirs.toPayload(given))).toEqual(given);
});

it.each([
  ['a cycle', cyclic],
  ['a BigInt', 1n],
])('%s is refused as the SDK refuses it', (_what, given) => {
  const messageOf = (converter: DefaultPayloadConverter): string => {
    try {
      converter.toPayload(given);
      return 'written';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(messageOf(ours)).toBe(messageOf(theirs));
  expect(messageOf(ours)).not.toBe('written');
});

it('holds on to no more than what it wrote', () => {
  const { data } = ours.toPayload('x'.repeat(1_000));
  expect(data?.buffer.byteLength).toBe(1_002);
});

it.each(['workflow-bundle.js', 'workflow-bundle.encrypted.js'])('workflows write with it in %s', (file) => {
  const bundle = readFileSync(join(__dirname, '../../lib', file), 'utf8');
  expect(bundle).toMatch(/__temporal_custom_payload_converter \*\/ "\.\/lib\/codec\/payload-converter\.js"/);
});
