import { errorText } from '../core/error-text';
import { MIDDLEWARE } from './define-routes';
import type { Handler } from './types';

export type Wrap = (handler: Handler) => Handler;

interface Wrapping {
  /** Puts all middleware around a handler. */
  wrap: Wrap;
  /** Filled while `wrap` is used, too. */
  problems: string[];
}

/** The middleware of a routes module. The first of the list is the outermost. */
export function middlewareOf(exported: object): Wrapping {
  const use: unknown = (exported as { [MIDDLEWARE]?: unknown })[MIDDLEWARE] ?? [];
  if (!Array.isArray(use)) return { wrap: (handler) => handler, problems: ['use: must be a list of middleware'] };
  const problems: string[] = [];
  const wrapOnce = (handler: Handler, middleware: unknown, index: number): Handler => {
    const wrapped = wrappedBy(middleware, handler);
    if (typeof wrapped === 'function') return wrapped;
    problems.push(`use[${index}]: must be a function (next) => (event, context) => …${wrapped ?? ''}`);
    return handler;
  };
  return { wrap: (handler) => use.reduceRight(wrapOnce, handler), problems };
}

/** What went wrong, as far as there is something to say, when it is not a handler. */
function wrappedBy(middleware: unknown, handler: Handler): Handler | string | undefined {
  if (typeof middleware !== 'function') return undefined;
  try {
    const wrapped: unknown = (middleware as (next: Handler) => unknown)(handler);
    return typeof wrapped === 'function' ? (wrapped as Handler) : '; it returned something else';
  } catch (error) {
    const { type, message } = errorText(error);
    return `; it threw ${type}: ${message}`;
  }
}
