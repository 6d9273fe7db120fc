import fc from 'fast-check';
import { eventId, identityOf } from '../../src/core/contract';

it('source and key are read from the id that was made of them', () => {
  const key = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(fc.stringMatching(/^[\w.-]{1,100}$/), key, (source, name) => {
      expect(identityOf(eventId(source, name))).toEqual({ source, key: name });
    }),
  );
});

it.each([
  '',
  'key',
  'vod-event/',
  'vod-event/s',
  'vod-event/s/',
  'vod-event//key',
  'vod-batch/s/key',
  'x-vod-event/s/k',
])('%j is the id of no event', (id) => expect(identityOf(id)).toBeUndefined());
