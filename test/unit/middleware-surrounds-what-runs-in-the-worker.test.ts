import { compileRoutes } from '../../src/routes/compile-routes';
import { defineRoutes } from '../../src/routes/define-routes';
import type { Handler, HandlerContext, Middleware } from '../../src/routes/types';
import { handled, routeOf } from '../support/handled';

const seen: string[] = [];
const named =
  (name: string): Middleware =>
  (next) =>
  async (event, context) => {
    seen.push(`${name} before`);
    await next(event, context);
    seen.push(`${name} after`);
  };
const handler: Handler = ({ type }) => void seen.push(type);
const compiled = (use: unknown) => compileRoutes(defineRoutes({ '*': handler }, { use: use as Middleware[] }));

describe('middleware', () => {
  it('surrounds a handler, the first outermost, and may do with its error what it likes', async () => {
    const swallowing: Middleware = (next) => async (event, context) => {
      await Promise.resolve(next(event, context)).catch(() => {});
    };
    const throwing: Middleware = () => () => Promise.reject(new Error('invalid'));
    for (const use of [
      [named('outer'), named('inner')],
      [swallowing, throwing],
    ]) {
      const result = compiled(use);
      const route = result.ok ? routeOf(result.routes, 'ClipComplete') : undefined;
      if (route?.kind !== 'run') throw new Error('There is no handler.');
      await route.handler(handled('ClipComplete'), {} as HandlerContext);
    }
    expect(seen).toEqual(['outer before', 'inner before', 'ClipComplete', 'inner after', 'outer after']);
  });

  it.each([
    [named('no list'), 'use: must be a list of middleware'],
    [[named('fine'), 'tracing'], 'use[1]: must be a function (next) => (event, context) => …'],
    [[() => undefined], 'use[0]: must be a function (next) => (event, context) => …; it returned something else'],
    [
      [
        () => {
          throw new TypeError('no tracer');
        },
      ],
      'use[0]: must be a function (next) => (event, context) => …; it threw TypeError: no tracer',
    ],
  ])('that is none is a problem: %p', (use, problem) => {
    expect(compiled(use)).toEqual({ ok: false, problems: [problem] });
  });
});
