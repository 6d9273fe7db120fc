import { EVENT_PAYLOADS } from '../../src/core/event-payloads';
import { compileRoutes, type RouteTable } from '../../src/routes/compile-routes';

function tableOf(routes: Record<string, () => void>): RouteTable {
  const result = compileRoutes(routes);
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return result.routes;
}

const upload = (): void => {};
const rest = (): void => {};

describe('the route of an event type', () => {
  it('is its own before the rest, and the rest’s otherwise', () => {
    const table = tableOf({ NewFileUpload: upload, '*': rest });
    expect(table('NewFileUpload')?.handler).toBe(upload);
    expect(table('ATypeOfNextMonth')?.handler).toBe(rest);
    expect(table('')?.handler).toBe(rest);
  });

  it('is none when neither is there, not even for names that every object has', () => {
    const table = tableOf({ NewFileUpload: upload });
    for (const type of ['FileDeleted', 'newfileupload', 'constructor', '__proto__', 'toString']) {
      expect(table(type)).toBeUndefined();
    }
  });

  const spellings = EVENT_PAYLOADS.map(({ eventTypes }): readonly string[] => eventTypes);
  const spelledTwice = spellings.filter((types) => types.length > 1);

  it.each(
    spelledTwice.flatMap(([documented = '', ...others]) =>
      others.map((other): [string, string] => [other, documented]),
    ),
  )('is found under the spelling %s, although its events are read as %s', (other, documented) => {
    expect(tableOf({ [other]: upload })(documented)?.handler).toBe(upload);
  });
});
