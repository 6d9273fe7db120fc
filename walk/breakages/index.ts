import { backlog } from './backlog';
import type { Breakage } from './breakage';
import { halted } from './halted';
import { headroom } from './headroom';
import { late } from './late';
import { parked } from './parked';
import { stopped } from './stopped';

export type { Breakage };

/** One for each alert, in the order of the walk. */
export const BREAKAGES: readonly Breakage[] = [stopped, halted, headroom, late, parked, backlog];
