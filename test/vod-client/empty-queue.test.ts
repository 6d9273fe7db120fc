import { apiError, cleanUp, clientOf, failureOf, json, standIn } from './stand-in';

afterEach(cleanUp);

describe('an empty queue', () => {
  it.each([
    ['null', { EventSet: null }],
    ['missing', {}],
    ['[]', { EventSet: [] }],
  ])('with EventSet %s is []', async (_name, fields) => {
    const { url } = await standIn((response) => json(response, { Response: { ...fields, RequestId: 'req-7' } }));
    expect(await clientOf(url).pullEvents()).toEqual({ events: [], requestId: 'req-7' });
  });

  it('as ResourceNotFound is [], whatever the message', async () => {
    const { url } = await standIn((response) => apiError(response, 'ResourceNotFound', '没有事件', 'req-8'));
    expect(await clientOf(url).pullEvents()).toEqual({ events: [], requestId: 'req-8' });
  });

  it.each(['ResourceNotFound.UserNotExist', 'ResourceNotFound.ServiceNotExist'])('is not %s', async (code) => {
    const { url } = await standIn((response) => apiError(response, code, 'no event'));
    expect(await failureOf(clientOf(url).pullEvents())).toMatchObject({ errorClass: 'configuration', code });
  });

  it('does not exist on ConfirmEvents', async () => {
    const { url } = await standIn((response) => apiError(response, 'ResourceNotFound', 'no event'));
    expect(await failureOf(clientOf(url).confirmEvents(['h']))).toMatchObject({
      errorClass: 'expired',
      code: 'ResourceNotFound',
    });
  });
});

describe('a queue with events', () => {
  it('passes the elements on as they are, whatever they are', async () => {
    const EventSet = [
      { EventHandle: 'h', EventType: 'NewFileUpload', FileUploadEvent: null, New: { a: [1] } },
      null,
      'x',
      7,
    ];
    const { url } = await standIn((response) => json(response, { Response: { EventSet, RequestId: 'req-9' } }));
    expect(await clientOf(url).pullEvents()).toEqual({ events: EventSet, requestId: 'req-9' });
  });

  it.each([
    ['a string', 'abc'],
    ['an object', { 0: {} }],
    ['a number', 1],
    ['false', false],
  ])('whose EventSet is %s is no readable answer', async (_name, EventSet) => {
    const { url } = await standIn((response) => json(response, { Response: { EventSet, RequestId: 'req-10' } }));
    expect(await failureOf(clientOf(url).pullEvents())).toMatchObject({
      errorClass: 'unreachable',
      requestId: 'req-10',
    });
  });
});
