import { createConfirmEvents, type ConfirmDeps } from './confirm';
import { createHandleEvent, type HandleDeps } from './handle';
import { createProcessEvents, type ProcessDeps } from './process';
import { createPump, type PumpDeps } from './pump';
import type { Activities } from './types';

export type ActivityDeps = ConfirmDeps & HandleDeps & ProcessDeps & PumpDeps;

/** The four activities over one set of collaborators. Everything of one process must share it: see HandlerRuns. */
export function createActivities(deps: ActivityDeps): Activities {
  return {
    pump: createPump(deps),
    processEvents: createProcessEvents(deps),
    confirmEvents: createConfirmEvents(deps),
    handleEvent: createHandleEvent(deps),
  };
}

export type { Activities } from './types';
