/** What a route's own functions make of an event, checked: it goes to programs in other languages, and to the server. */
import type { RoutedEvent } from '../core/contract';
import { MAX_WORKFLOW_ID_BYTES } from '../core/defaults';
import { wellFormed } from '../core/error-text';
import { jsonProblem } from '../core/json-problem';
import { kindOf } from '../core/kind-of';
import type { HandledEvent } from '../vod/event-types';
import { InvalidRouteArguments, InvalidWorkflowId } from './errors';
import { unheard } from './unheard';

export type OfEvent = (event: HandledEvent<string>) => unknown;

/** @throws InvalidWorkflowId */
export function workflowIdOf(event: HandledEvent<string>, make: OfEvent): string {
  const id = make(event);
  unheard(id);
  if (typeof id !== 'string' || id === '') throw new InvalidWorkflowId(event, kindOf(id));
  const bytes = Buffer.byteLength(id);
  if (bytes > MAX_WORKFLOW_ID_BYTES) throw new InvalidWorkflowId(event, `${bytes} bytes long`);
  if (id !== wellFormed(id)) throw new InvalidWorkflowId(event, 'no whole text: it has half of a character');
  return id;
}

/** @throws InvalidRouteArguments */
export function argumentsOf(event: HandledEvent<string>, option: string, make: OfEvent | undefined): unknown[] {
  // Came as JSON, so it is JSON.
  if (!make) return [routedEvent(event)];
  const args = make(event);
  unheard(args);
  if (!Array.isArray(args)) throw new InvalidRouteArguments(event, option, `it returned ${kindOf(args)}`);
  const problem = jsonProblem(args, option);
  if (problem !== undefined) throw new InvalidRouteArguments(event, option, problem);
  return args;
}

function routedEvent({ source, key, type, payload }: HandledEvent<string>): RoutedEvent {
  return { version: 1, source, key, type, payload };
}
