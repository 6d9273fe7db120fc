import { getEventListeners, getMaxListeners } from 'node:events';

/**
 * Watches for signals that get more listeners than they allow, on which Node prints a warning that looks like a leak. Returns by how many
 * the worst one exceeded what it allows; call it once the work is over.
 */
export function watchListeners(): () => number {
  let worst = 0;
  const add = Object.getOwnPropertyDescriptor(EventTarget.prototype, 'addEventListener')?.value as (
    ...parameters: unknown[]
  ) => void;
  const spy = jest.spyOn(EventTarget.prototype, 'addEventListener').mockImplementation(function (
    this: EventTarget,
    ...parameters: unknown[]
  ) {
    add.apply(this, parameters);
    if (!(this instanceof AbortSignal)) return;
    worst = Math.max(worst, getEventListeners(this, 'abort').length - allowedOn(this));
  });
  return () => {
    spy.mockRestore();
    return worst;
  };
}

function allowedOn(signal: AbortSignal): number {
  try {
    return getMaxListeners(signal);
  } catch {
    // What Node 20 does when it was set to 0, which is any number.
    return Number.POSITIVE_INFINITY;
  }
}
