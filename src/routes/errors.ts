import type { HandledEvent } from '../vod/event-types';
import { Park } from './decisions';

type Event = Pick<HandledEvent<string>, 'source' | 'key' | 'type'>;

const named = ({ source, key, type }: Event): string => `${type} event ${key} of source ${source}`;

/** `workflowId(event)` of a route made an id that no workflow can have. No further try would make another, so the event is parked. */
export class InvalidWorkflowId extends Park {
  override readonly name = 'InvalidWorkflowId';
  constructor(event: Event, what: string) {
    super(
      `The workflow id that the route made for ${named(event)} is ${what}; it must be a text of 1 to 1,000 bytes. ` +
        'Mend its workflowId(event), or keep such events from the route with a "when", then retry the event.',
    );
  }
}

/** `args(event)` or `signalArgs(event)` of a route returned what another program cannot be given. The event is parked. */
export class InvalidRouteArguments extends Park {
  override readonly name = 'InvalidRouteArguments';
  constructor(event: Event, option: string, what: string) {
    super(
      `${option}(event) of the route must return a list of JSON values, the arguments; for ${named(event)} ${what}. ` +
        'Mend it, then retry the event.',
    );
  }
}

const ABSENT = (event: Event): string => `No workflow of the id that the route made for ${named(event)} is running.`;

/** A route signals only workflows that run, this one does not, and `otherwise` is `'park'`. */
export class WorkflowNotRunning extends Park {
  override readonly name = 'WorkflowNotRunning';
  constructor(event: Event) {
    super(`${ABSENT(event)} Start it and retry the event, or discard it.`);
  }
}

/** The same with `otherwise: 'retry'`. */
export class WorkflowNotRunningYet extends Error {
  override readonly name = 'WorkflowNotRunningYet';
  constructor(event: Event) {
    super(`${ABSENT(event)} It is looked for again as the route's retry says.`);
  }
}

/** Temporal did not take a start or a signal. Tried again as the route's `retry` says. */
export class TemporalCallFailed extends Error {
  override readonly name = 'TemporalCallFailed';
  constructor(event: Event, what: string, reason: string) {
    super(`Temporal did not ${what} for ${named(event)}: ${reason}`);
  }
}

/** `when(event)` of a route threw nothing and answered nothing: neither `true` nor `false`. */
export class InvalidWhen extends Error {
  override readonly name = 'InvalidWhen';
  constructor(event: Event, what: string) {
    super(`when(event) of a route must return true or false; for ${named(event)} it returned ${what}.`);
  }
}
