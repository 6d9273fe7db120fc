/** What each kind of route may have, checked and compiled. A kind is known by the member that has its name. */
import * as z from 'zod';
import {
  ACTIVITY_START_TIMEOUT_MS,
  HANDLER_TIMEOUT_MS,
  MAX_REASON_LENGTH,
  RETRY_BACKOFF_COEFFICIENT,
  RETRY_INITIAL_INTERVAL_MS,
  RETRY_MAXIMUM_ATTEMPTS,
  RETRY_MAXIMUM_INTERVAL_MS,
  ROUTE_CALL_TIMEOUT_MS,
} from '../core/defaults';
import { wellFormed } from '../core/error-text';
import type { CompiledRetry, CompiledRoute } from './compiled';
import { toMs } from './duration';
import { argumentsOf, type OfEvent } from './event-arguments';
import type { Wrap } from './middleware';
import type { Handler } from './types';
import { signalsOrStartsWorkflow, signalsRunningWorkflow, startsWorkflow } from './workflow-calls';

/** One route, and for which events of its type it is. */
export interface Candidate {
  when: OfEvent | undefined;
  route: CompiledRoute;
}

export const KINDS = ['handler', 'startWorkflow', 'signalWorkflow', 'activity', 'park', 'ignore'] as const;

/** Two kinds of route go by one name: `signalWorkflow: { existing: true }` is the other. */
type SchemaName = (typeof KINDS)[number] | 'signalRunning';

export type RouteSchemas = Record<SchemaName, z.ZodType<Candidate>>;

const MAXIMUM_TIMEOUT_MS = 23 * 60 * 60_000;
const MAXIMUM_NAME_LENGTH = 200;

const duration = (fallbackMs: number, maximumMs = Number.MAX_SAFE_INTEGER) =>
  z
    .union([z.number(), z.string()], { error: "must be a number of ms or a string such as '30 seconds'" })
    .default(fallbackMs)
    .transform((value, context) => {
      const ms = toMs(value);
      if (ms > 0 && ms <= maximumMs) return ms;
      context.addIssue(
        `must be a duration above 0${maximumMs < Number.MAX_SAFE_INTEGER ? ` and at most ${maximumMs} ms` : ''}`,
      );
      return z.NEVER;
    });

const retry = z
  .strictObject({
    maximumAttempts: z.int().min(1).default(RETRY_MAXIMUM_ATTEMPTS),
    initialInterval: duration(RETRY_INITIAL_INTERVAL_MS),
    backoffCoefficient: z.number().min(1).default(RETRY_BACKOFF_COEFFICIENT),
    maximumInterval: duration(RETRY_MAXIMUM_INTERVAL_MS),
  })
  .prefault({})
  .transform(({ maximumAttempts, initialInterval, backoffCoefficient, maximumInterval }): CompiledRetry => ({
    maximumAttempts,
    initialIntervalMs: initialInterval,
    backoffCoefficient,
    maximumIntervalMs: maximumInterval,
  }));

export const DEFAULT_RETRY = retry.parse(undefined);

const text = (what: string, maximumLength = MAXIMUM_NAME_LENGTH) =>
  z
    .string({ error: `must be ${what}` })
    .min(1, `must be ${what}; it was empty`)
    .max(maximumLength, `must be ${what}, of at most ${maximumLength} characters`)
    .refine((value) => value === wellFormed(value), `must be ${what}, in whole characters`);

const taskQueue = text('the name of the task queue on which its worker polls');
const signal = text('the name of the signal');

const ofEvent = (example: string) =>
  z.custom<OfEvent>((value) => typeof value === 'function', `must be a function ${example}`);
const when = ofEvent('(event) => true or false').optional();
const workflowId = ofEvent('(event) => the workflow id');
const args = ofEvent('(event) => [the arguments]').optional();

const handler = z.custom<Handler>(
  (value) => typeof value === 'function',
  `must be a function (event, context) => Promise<void>; the other kinds of route are ${KINDS.slice(1).join(', ')}`,
);

const NEVER_RUNS = "is for signalWorkflow: 'type name' only: a workflow that runs already is not started";
const notHere = (why: string) => z.undefined(why).optional();

/** The schemas of a route under this key of a routes module; `wrap` puts middleware around what runs in the worker. */
export function schemasOf(key: string, wrap: Wrap): RouteSchemas {
  const calling = (handler: Handler, so: { when?: OfEvent | undefined; retry: CompiledRetry }): Candidate => ({
    when: so.when,
    route: {
      kind: 'run',
      name: key,
      handler: wrap(handler),
      timeoutMs: ROUTE_CALL_TIMEOUT_MS,
      quick: true,
      retry: so.retry,
    },
  });
  return {
    handler: z
      .strictObject({
        handler,
        timeout: duration(HANDLER_TIMEOUT_MS, MAXIMUM_TIMEOUT_MS),
        quick: z.boolean().default(true),
        retry,
        when,
      })
      .transform(({ when, handler, timeout, quick, retry }): Candidate => ({
        when,
        route: { kind: 'run', name: key, handler: wrap(handler), timeoutMs: timeout, quick, retry },
      })),
    startWorkflow: z
      .strictObject({
        startWorkflow: text('the type name of the workflow to start'),
        taskQueue,
        workflowId: workflowId.optional(),
        args,
        retry,
        when,
      })
      .transform((route) => calling(startsWorkflow(route), route)),
    signalWorkflow: z
      .strictObject({
        signalWorkflow: text('the type name of the workflow to start when none runs, or { existing: true }'),
        signal,
        taskQueue,
        workflowId,
        signalArgs: args,
        args,
        retry,
        when,
        otherwise: notHere(
          'is for signalWorkflow: { existing: true } only: here a workflow that does not run is started',
        ),
      })
      .transform((route) => calling(signalsOrStartsWorkflow(route), route)),
    signalRunning: z
      .strictObject({
        signalWorkflow: z.strictObject({ existing: z.literal(true) }),
        signal,
        workflowId,
        signalArgs: args,
        retry,
        when,
        otherwise: z.enum(['park', 'ignore', 'retry'], {
          error: "must say what happens when no such workflow runs: 'park', 'ignore' or 'retry'",
        }),
        taskQueue: notHere(NEVER_RUNS),
        args: notHere(NEVER_RUNS),
      })
      .transform((route) => calling(signalsRunningWorkflow({ ...route, countedAs: key }), route)),
    activity: z
      .strictObject({
        activity: text('the type name of the activity'),
        taskQueue,
        args,
        timeout: duration(HANDLER_TIMEOUT_MS, MAXIMUM_TIMEOUT_MS),
        startTimeout: duration(ACTIVITY_START_TIMEOUT_MS),
        retry,
        when,
      })
      .transform(({ when, activity, taskQueue, args, timeout, startTimeout, retry }): Candidate => ({
        when,
        route: {
          kind: 'activity',
          activity,
          taskQueue,
          argsOf: (event) => argumentsOf(event, 'args', args),
          timeoutMs: timeout,
          startTimeoutMs: startTimeout,
          retry,
        },
      })),
    park: z
      .strictObject({ park: text('the reason, a text', MAX_REASON_LENGTH), when })
      .transform(({ park, when }): Candidate => ({ when, route: { kind: 'park', reason: park } })),
    ignore: z
      .strictObject({ ignore: z.literal(true, 'must be true'), when })
      .transform(({ when }): Candidate => ({ when, route: { kind: 'ignore', countedAs: key } })),
  };
}
