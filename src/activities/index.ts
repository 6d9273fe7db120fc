import { createConfirmEvents, type ConfirmDeps } from './confirm';
import { createHandleEvent, type HandleDeps } from './handle';
import { createProcessEvents, type ProcessDeps } from './process';
import { createPump, type PumpDeps } from './pump';
import { tracedHandle } from './traced-handle';
import type { Activities } from './types';
import { lastAttemptWasUnreadable } from './unreadable-attempt';

export type ActivityDeps = ConfirmDeps & Omit<HandleDeps, 'lastAttemptWasUnreadable'> & ProcessDeps & PumpDeps;

/** The four activities over one set of collaborators. Everything of one process must share it: see HandlerRuns. */
export function createActivities(deps: ActivityDeps): Activities {
  return {
    pump: createPump(deps),
    processEvents: createProcessEvents(deps),
    confirmEvents: createConfirmEvents(deps),
    handleEvent: tracedHandle(
      deps.tracing,
      createHandleEvent({ ...deps, lastAttemptWasUnreadable: () => lastAttemptWasUnreadable(deps.client) }),
    ),
  };
}

export type { Activities } from './types';
