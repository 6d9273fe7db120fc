import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { eventKey, hasNaturalIdentity } from '../../src/vod/event-key';
import { anyJson, anyObject, reordered } from './event-arbitraries';

const taskEvent = (payload: object, EventHandle?: string): Record<string, unknown> => ({
  EventType: 'ProcedureStateChanged',
  EventHandle,
  ProcedureStateChangeEvent: { TaskId: 't1', ...payload },
});

describe('the key of an event with a TaskId', () => {
  it('never changes between releases', () => {
    const event = {
      FileUploadEvent: null,
      ProcedureStateChangeEvent: {
        TaskId: '1500009999-Procedure-1',
        Status: 'FINISH',
        Note: 'é\ud800',
        Set: [1, null, 0.5],
      },
      EventHandle: 'h1',
      EventType: 'ProcedureStateChanged',
    };
    // Made by another program: sha256 of the canonical JSON written out by hand, first 32 digits.
    expect(eventKey(event, 'h1')).toBe('4b4fbe92fb33439a275e0d5386078ffe');
    expect(
      eventKey(
        { EventType: 'MediaCastStatusChanged', MediaCastStatusChangedEvent: { Status: 'Idle', CastId: 'c' } },
        'h1',
      ),
    ).toBe('cd24fe0ac7dcb1f3e467c47e57407cb9');
  });

  it('is safe in a workflow id and at a shell', () => {
    fc.assert(
      fc.property(anyJson, fc.string(), (raw, delivery) => expect(eventKey(raw, delivery)).toMatch(/^[0-9a-f]{32}$/)),
    );
  });

  it('is the same in every delivery and for every order of members', () => {
    fc.assert(
      fc.property(anyObject, fc.string(), fc.string(), (payload, first, second) => {
        const key = eventKey(taskEvent({ payload }, first), first);
        expect(eventKey(taskEvent({ payload }, second), second)).toBe(key);
        expect(eventKey(reordered(taskEvent({ payload }, second)), second)).toBe(key);
      }),
    );
  });

  it('is the same whether VOD sends unused fields as null or not at all', () => {
    const event = taskEvent({ Status: 'FINISH' });
    expect(eventKey({ ...event, FileUploadEvent: null, SomethingNew: null }, 'h')).toBe(eventKey(event, 'h'));
  });

  it('is different for every difference in the content', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (one, other) => {
        const same = isDeepStrictEqual(one, other);
        expect(eventKey(taskEvent({ member: one }), 'h') === eventKey(taskEvent({ member: other }), 'h')).toBe(same);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a later state of the same task', { Status: 'PROCESSING' }, { Status: 'FINISH' }],
    ['a member of null that was missing', {}, { Message: null }],
    ['a number that was text', { ErrCode: 0 }, { ErrCode: '0' }],
    ['a list in another order', { Set: [1, 2] }, { Set: [2, 1] }],
    ['half a character', { Name: '\ud800' }, { Name: '\ud801' }],
    ['half a character and its replacement', { Name: '\ud800' }, { Name: '\ufffd' }],
    ['a member called __proto__', { x: {} }, { x: JSON.parse('{"__proto__":{}}') as object }],
    [
      'what is in it',
      { x: JSON.parse('{"__proto__":{"a":1}}') as object },
      { x: JSON.parse('{"__proto__":{"a":2}}') as object },
    ],
    ['one letter in 10 MB', { Text: 'x'.repeat(10_000_000) }, { Text: `${'x'.repeat(9_999_999)}y` }],
  ])('tells %s apart', (_, one, other) => {
    expect(eventKey(taskEvent(one), 'h')).not.toBe(eventKey(taskEvent(other), 'h'));
  });

  it('tells the type and every other member of the event apart', () => {
    const event = taskEvent({});
    const others = [{ EventType: 'Other' }, { FileUploadEvent: {} }, { SomethingNew: 1 }];
    const keys = [event, ...others.map((other) => ({ ...event, ...other }))].map((each) => eventKey(each, 'h'));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('a natural identity', () => {
  it.each([
    ['a TaskId', { TaskId: 't' }, true],
    ['a TaskId that is a number', { TaskId: 7 }, true],
    ['an empty TaskId', { TaskId: '' }, false],
    ['a TaskId of null', { TaskId: null }, false],
    ['a TaskId that is an object', { TaskId: {} }, false],
    ['no TaskId', { FileId: 'f' }, false],
    ['a TaskId further in', { Task: { TaskId: 't' } }, false],
  ])('with %s: %j %j', (_, payload, natural) => {
    expect(hasNaturalIdentity({ EventType: 'SomethingNew', NewEvent: payload })).toBe(natural);
  });

  it('is that of the payload, not of another member', () => {
    const raw = { EventType: 'NewFileUpload', PullCompleteEvent: { TaskId: 't' }, FileUploadEvent: { FileId: 'f' } };
    expect(hasNaturalIdentity(raw)).toBe(false);
  });

  it.each([
    null,
    [],
    'text',
    {},
    { NewEvent: { TaskId: 't' } },
    { EventType: 'X', EventHandle: 5, NewEvent: { TaskId: 't' } },
  ])('is nothing a malformed event has: %j', (raw) => {
    expect(hasNaturalIdentity(raw)).toBe(false);
  });
});
