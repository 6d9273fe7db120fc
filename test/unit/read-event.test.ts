import { readEvent } from '../../src/vod/read-event';

const upload = { FileId: '5145403723811203549' };
const procedure = { TaskId: '1500009999-Procedure-1', Status: 'FINISH' };

describe('readEvent', () => {
  it('finds the payload in the field the documents name for the type, with the handle', () => {
    expect(
      readEvent({
        EventHandle: 'h1',
        EventType: 'NewFileUpload',
        FileUploadEvent: upload,
        ProcedureStateChangeEvent: null,
        FileDeleteEvent: null,
      }),
    ).toEqual({ ok: true, type: 'NewFileUpload', payload: upload, handle: 'h1', fields: ['FileUploadEvent'] });
  });

  it('takes the documented payload when there are two, whichever comes first', () => {
    const read = readEvent({
      EventType: 'ProcedureStateChanged',
      FileUploadEvent: upload,
      ProcedureStateChangeEvent: procedure,
    });
    expect(read).toMatchObject({
      ok: true,
      payload: procedure,
      fields: ['FileUploadEvent', 'ProcedureStateChangeEvent'],
    });
  });

  it.each([
    [
      'an unknown field of an unknown type',
      { EventType: 'AigcHunyuan3DTaskComplete', AigcHunyuan3DCompleteEvent: upload },
    ],
    ['another known field', { EventType: 'NewFileUpload', FileUploadEvent: null, PullCompleteEvent: upload }],
    [
      'the first by name of several unknown objects',
      { EventType: 'X', Region: 'ap-1', Tags: [{}], YEvent: {}, XEvent: upload },
    ],
    [
      'a field of a treacherous name',
      JSON.parse('{"EventType":"__proto__","__proto__":{"FileId":"5145403723811203549"}}'),
    ],
  ])('falls back to %s', (_, raw) => {
    expect(readEvent(raw)).toMatchObject({ ok: true, payload: upload });
  });

  it('gives one type one name, though the documents spell some in two ways', () => {
    const payload = { TaskId: 't' };
    for (const EventType of ['SceneAigcImageComplete', 'SceneAigcImageCompleteEvent']) {
      expect(readEvent({ EventType, SceneAigcImageCompleteEvent: payload })).toMatchObject({
        type: 'SceneAigcImageCompleteEvent',
        payload,
      });
    }
  });

  it.each([
    ['no payload', { EventType: 'NewFileUpload' }, []],
    ['a payload of null', { EventType: 'NewFileUpload', FileUploadEvent: null }, []],
    ['a payload that is no object', { EventType: 'NewFileUpload', FileUploadEvent: 'gone' }, ['FileUploadEvent']],
  ])('lets an event with %s through', (_, raw, fields) => {
    expect(readEvent(raw)).toEqual({ ok: true, type: 'NewFileUpload', payload: null, fields });
  });

  it('lets 100 kB of text and strange Unicode through as they are', () => {
    const payload = { Message: '\ud83d\ude00é\u0000\u2028'.repeat(20_000), half: '\ud800' };
    const read = readEvent({ EventType: 'Ünï\udc00', EventHandle: '\ud800', Payload: payload });
    expect(read).toEqual({ ok: true, type: 'Ünï\udc00', payload, handle: '\ud800', fields: ['Payload'] });
  });

  it.each([undefined, null, ''])('reads a handle of %j as no handle', (EventHandle) => {
    const read = readEvent({ EventType: 'NewFileUpload', EventHandle, FileUploadEvent: upload });
    expect(read).toMatchObject({ ok: true });
    expect(read).not.toHaveProperty('handle');
  });
});

describe('a malformed event', () => {
  it.each([
    [null, 'An event must be an object; it was null'],
    [undefined, 'An event must be an object; it was missing'],
    [7, 'An event must be an object; it was of type number'],
    [[{ EventType: 'NewFileUpload' }], 'An event must be an object; it was a list'],
    [{}, 'EventType must be a non-empty string; it was missing'],
    [{ EventType: '' }, 'EventType must be a non-empty string; it was empty'],
    [{ EventType: 5 }, 'EventType must be a non-empty string; it was of type number'],
    [{ EventType: 'NewFileUpload', EventHandle: 5 }, 'EventHandle must be a string; it was of type number'],
    [{ EventType: 'NewFileUpload', EventHandle: {} }, 'EventHandle must be a string; it was of type object'],
  ])('%j is named as a problem', (raw, problem) => {
    expect(readEvent(raw)).toEqual({ ok: false, problem });
  });

  it('keeps its handle, so that it can be confirmed', () => {
    expect(readEvent({ EventHandle: 'h1', EventType: null, FileUploadEvent: upload })).toEqual({
      ok: false,
      problem: 'EventType must be a non-empty string; it was null',
      handle: 'h1',
    });
  });
});
