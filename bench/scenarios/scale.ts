import { eventsOf, inArena } from '../arena';
import type { Stage } from '../stage';

/** Events a second of one source with so many worker processes; that all are confirmed is what it waits for. */
export function processes(stage: Stage, count: number, events: number): Promise<number> {
  return inArena(stage, { contender: 'this', processes: count }, async (arena) => {
    return (await arena.run(eventsOf(events))).steadyPerSecond;
  });
}
