import { EVENT_PAYLOADS } from '../../src/core/event-payloads';
import { compileRoutes } from '../../src/routes/compile-routes';
import { routeOf } from '../support/handled';

function handlersOf(routes: Record<string, () => void>): (type: string) => unknown {
  const result = compileRoutes(routes);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return (type) => {
    const route = routeOf(result.routes, type);
    return route?.kind === 'run' ? route.handler : route;
  };
}

const upload = (): void => {};
const rest = (): void => {};

describe('the route of an event type', () => {
  it('is its own before the rest, and the rest’s otherwise', () => {
    const handlerOf = handlersOf({ NewFileUpload: upload, '*': rest });
    expect(handlerOf('NewFileUpload')).toBe(upload);
    expect(handlerOf('ATypeOfNextMonth')).toBe(rest);
    expect(handlerOf('')).toBe(rest);
  });

  it('is none when neither is there, not even for names that every object has', () => {
    const handlerOf = handlersOf({ NewFileUpload: upload });
    for (const type of ['FileDeleted', 'newfileupload', 'constructor', '__proto__', 'toString']) {
      expect(handlerOf(type)).toBeUndefined();
    }
  });

  const spellings = EVENT_PAYLOADS.map(({ eventTypes }): readonly string[] => eventTypes);
  const spelledTwice = spellings.filter((types) => types.length > 1);

  it.each(
    spelledTwice.flatMap(([documented = '', ...others]) =>
      others.map((other): [string, string] => [other, documented]),
    ),
  )('is found under the spelling %s, although its events are read as %s', (other, documented) => {
    expect(handlersOf({ [other]: upload })(documented)).toBe(upload);
  });
});
