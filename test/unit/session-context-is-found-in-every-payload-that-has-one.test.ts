import { SAMPLE_TYPES, sampleEvent } from '../../src/testing';
import { readEvent } from '../../src/vod/read-event';
import { bySessionContext, sessionContextOf } from '../../src/vod/session-context';

const read = (type: (typeof SAMPLE_TYPES)[number]) => {
  const event = readEvent(sampleEvent(type, 7));
  if (!event.ok || !event.payload) throw new Error('It has no payload.');
  return { payload: event.payload };
};
const have = SAMPLE_TYPES.filter((type) => 'SessionContext' in read(type).payload);

it.each(have)('%s', (type) => {
  expect(sessionContextOf(read(type))).toBe('{"order":7,"step":"publish"}');
  expect(bySessionContext()(read(type))).toBe('{"order":7,"step":"publish"}');
  expect(bySessionContext((context) => `order/${(JSON.parse(context) as { order: number }).order}`)(read(type))).toBe(
    'order/7',
  );
});

it.each([{}, { SessionContext: '' }, { SessionContext: null }, { SessionContext: 7 }, { MediaBasicInfo: null }])(
  'there is none in %j, and no workflow id either',
  (payload) => {
    expect(sessionContextOf({ payload })).toBeUndefined();
    expect(bySessionContext()({ payload })).toBe('');
  },
);

it('of an upload it is what its uploader sent along', () => {
  expect(sessionContextOf({ payload: { MediaBasicInfo: { SourceInfo: { SourceContext: 'order/7' } } } })).toBe(
    'order/7',
  );
});

it('no documented type that has one is left out', () => expect(have).toHaveLength(20));
