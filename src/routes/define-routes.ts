import type { Route } from './types';

/**
 * Types a routes module and returns it unchanged. Keys are event types, `'*'` is the rest; a value is a handler or an object
 * `{ handler, timeout, retry, quick }`. In a handler for a documented type the payload has that type's shape.
 */
export function defineRoutes<T extends string>(routes: { [K in T]: Route<K> }): { [K in T]: Route<K> } {
  return routes;
}
