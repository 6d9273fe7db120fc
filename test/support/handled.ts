import type { CompiledRoute, RouteTable } from '../../src/routes/compiled';
import type { HandledEvent } from '../../src/vod/event-types';

/** An event as a handler is given it. */
export function handled(type: string, payload: Record<string, unknown> = {}): HandledEvent<string> {
  return { type, payload, key: 'a-key', source: 'test' };
}

/** What a table does with an event of a type. */
export function routeOf(table: RouteTable, type: string, payload?: Record<string, unknown>): CompiledRoute | undefined {
  return table(handled(type, payload));
}
