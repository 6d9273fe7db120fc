import { cleanUp, clientOf, failureOf, json, standIn } from './stand-in';

afterEach(cleanUp);

const confirmed = () => standIn((response) => json(response, { Response: { RequestId: 'req-3' } }));
const handles = (count: number) => Array.from({ length: count }, (_, index) => `h${index}`);

describe('confirmEvents', () => {
  it.each([
    ['no handle', []],
    ['17 handles', handles(17)],
    ['an empty handle', ['a', '']],
    ['a handle that is not a string', ['a', null as unknown as string]],
  ])('refuses %s as a bug of ours and sends nothing', async (_name, given) => {
    const { url, received } = await confirmed();
    expect(await failureOf(clientOf(url).confirmEvents(given))).toMatchObject({
      errorClass: 'bug',
      api: 'ConfirmEvents',
    });
    expect(received).toHaveLength(0);
  });

  it.each([1, 16])('sends %d handles in one call, in order', async (count) => {
    const { url, received } = await confirmed();
    expect(await clientOf(url).confirmEvents(handles(count))).toEqual({ requestId: 'req-3' });
    expect(received.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ EventHandles: handles(count) }]);
  });

  it('sends a handle that is given twice once, so that it cannot fail the others', async () => {
    const { url, received } = await confirmed();
    await clientOf(url).confirmEvents(['a', 'b', 'a']);
    expect(received.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ EventHandles: ['a', 'b'] }]);
  });
});
