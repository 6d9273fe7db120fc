import type { Stage } from '../stage';
import type { Walk } from '../walk';

/** One way to break a deployment, and how it is mended. */
export interface Breakage {
  alert: string;
  title: string;
  /** What is done to the deployment, in a sentence. */
  does: string;
  breakIt: (walk: Walk) => Promise<void> | void;
  /** What the two commands must say by then. */
  says: { status: RegExp; doctor: RegExp };
  /** The steps of the runbook; where a person would mend a cause outside, that. */
  mend: (walk: Walk) => Promise<void> | void;
  /** What goes back to normal once all is well. */
  afterwards?: (stage: Stage) => void;
}
