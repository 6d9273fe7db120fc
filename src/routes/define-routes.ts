import type { Middleware, Route } from './types';

/** Where middleware is kept, beside the event types: by a name that all copies of this package in a process share. */
export const MIDDLEWARE = Symbol.for('temporal-vod-events/middleware');

/**
 * Types a routes module. Keys are event types, `'*'` is the rest; a value is a handler, or an object that says what is to be done with such
 * events (see {@link Route}), or a list of these of which the first whose `when` answers true is taken. In a handler for a documented type the
 * payload has that type's shape.
 *
 * What is wrong with routes is found when a worker takes them, all of it at once.
 */
export function defineRoutes<T extends string>(
  routes: { [K in T]: Route<K> | readonly Route<K>[] },
  { use }: { use?: readonly Middleware[] } = {},
): { [K in T]: Route<K> | readonly Route<K>[] } {
  return use ? { ...routes, [MIDDLEWARE]: use } : routes;
}
