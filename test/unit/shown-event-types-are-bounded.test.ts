import fc from 'fast-check';
import { shownEventType } from '../../src/core/event-type';
import { anyEvent, anyJson } from './event-arbitraries';

describe('the event type that memos and lists show', () => {
  it.each([
    [{ EventType: 'PullComplete' }, 'PullComplete'],
    [{ EventType: 'SceneAigcImageComplete' }, 'SceneAigcImageCompleteEvent'],
    [{ EventType: 'SomethingNew' }, 'SomethingNew'],
    [{ EventType: 'half \ud83d' }, 'half \ufffd'],
    [{ EventType: 'x'.repeat(10_000) }, 'x'.repeat(200)],
    [{ EventType: 7 }, '(malformed)'],
    [{}, '(malformed)'],
    [null, '(malformed)'],
    ['text', '(malformed)'],
  ])('of %j is %j', (event, shown) => expect(shownEventType(event)).toBe(shown));

  it('is a short text whatever the event is', () => {
    fc.assert(
      fc.property(fc.oneof(anyJson, anyEvent), (event) => {
        expect(shownEventType(event)).toMatch(/^.{1,200}$/su);
        expect(shownEventType(event)).not.toMatch(/\p{Surrogate}/u);
      }),
    );
  });
});
