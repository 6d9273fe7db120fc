import { compileRoutes } from '../../src/routes/compile-routes';
import type { RouteTable } from '../../src/routes/compiled';
import { handled, routeOf } from '../support/handled';

function tableOf(routes: Record<string, unknown>): RouteTable {
  const result = compileRoutes(routes);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.routes;
}

const park = (reason: string, when?: unknown) => ({ park: reason, ...(when !== undefined && { when }) });
const sized =
  (size: number) =>
  ({ payload }: { payload: Record<string, unknown> }): boolean =>
    payload.Size === size;

describe('of a list of routes', () => {
  const table = tableOf({
    NewFileUpload: [
      park('one', sized(1)),
      park('one or two', (event: Parameters<ReturnType<typeof sized>>[0]) => !sized(3)(event)),
    ],
    FileDeleted: park('four', sized(4)),
    '*': park('rest'),
  });

  it.each([
    ['NewFileUpload', 1, 'one'],
    ['NewFileUpload', 2, 'one or two'],
    ['NewFileUpload', 3, 'rest'],
    ['FileDeleted', 4, 'four'],
    ['FileDeleted', 5, 'rest'],
    ['PullComplete', 1, 'rest'],
  ])('the first whose "when" is true is taken, and the rest’s when none is: %s of size %i', (type, Size, reason) => {
    expect(routeOf(table, type, { Size })).toEqual({ kind: 'park', reason });
  });

  it('none is taken when there is no rest either', () => {
    expect(routeOf(tableOf({ FileDeleted: park('four', sized(4)) }), 'FileDeleted', { Size: 5 })).toBeUndefined();
  });

  it('a bare handler may be the last', () => {
    const handler = (): void => {};
    const table = tableOf({ NewFileUpload: [park('one', sized(1)), handler] });
    expect(routeOf(table, 'NewFileUpload', { Size: 2 })).toMatchObject({ kind: 'run', handler });
  });
});

describe('a "when" that', () => {
  const asked = (when: unknown) =>
    tableOf({ NewFileUpload: [park('never', when), park('rest')] })(handled('NewFileUpload'));

  it('throws makes a try that fails, in a workflow of the event’s own', () => {
    const route = asked(() => {
      throw new TypeError('no size');
    });
    if (route?.kind !== 'run') throw new Error('It is no route that is tried.');
    expect(route).toMatchObject({ quick: false, retry: { maximumAttempts: 10 } });
    expect(() => void route.handler(handled('NewFileUpload'), {} as never)).toThrow(new TypeError('no size'));
  });

  it.each([undefined, 1, 'yes', Promise.resolve(false)])('answers neither true nor false (%p) likewise', (answer) => {
    const route = asked(() => answer);
    if (route?.kind !== 'run') throw new Error('It is no route that is tried.');
    expect(() => void route.handler(handled('NewFileUpload'), {} as never)).toThrow(/must return true or false/);
  });
});
