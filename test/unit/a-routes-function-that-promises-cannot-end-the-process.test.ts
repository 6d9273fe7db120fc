import { compileRoutes } from '../../src/routes/compile-routes';
import { argumentsOf, workflowIdOf } from '../../src/routes/event-arguments';
import { handled, routeOf } from '../support/handled';

/** What a function of an untyped routes module may return by mistake, and what nobody would otherwise hear of. */
const promises = (): Promise<never> => Promise.reject(new Error('of a promise'));

describe('a function of a route that returns a promise which rejects', () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  beforeEach(() => void process.on('unhandledRejection', note));
  afterEach(() => void process.off('unhandledRejection', note));

  it.each<[option: string, call: () => unknown]>([
    ['workflowId', () => workflowIdOf(handled('FileDeleted'), promises)],
    ['args', () => argumentsOf(handled('FileDeleted'), 'args', promises)],
    [
      'when',
      () => {
        const compiled = compileRoutes({ FileDeleted: { park: 'it', when: promises } });
        if (!compiled.ok) throw new Error('They do not compile.');
        const route = routeOf(compiled.routes, 'FileDeleted');
        if (route?.kind === 'run') return route.handler(handled('FileDeleted'), undefined as never);
        return undefined;
      },
    ],
  ])('is a mistake that is told, and nothing else: %s', async (_option, call) => {
    expect(call).toThrow(/must (be|return)/);
    await new Promise(setImmediate);
    expect(unhandled).toEqual([]);
  });
});
