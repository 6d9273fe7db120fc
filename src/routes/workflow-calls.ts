/**
 * Routes that start or signal somebody's workflow, made into handlers: so they run within their batch, are raced against the quick budget, tried
 * again and handed over like any other.
 *
 * Temporal tells repetitions of a start by the workflow's id, and repetitions of a signal, within one run of the workflow, by a request id,
 * for which the client has no option: signals go straight to the service.
 */
import { getClient } from '@temporalio/activity';
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { encodeToPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { callWithin } from '../call-within';
import { isNotFound, messageOf } from '../grpc';
import { eventId } from '../core/contract';
import { ROUTE_CALL_TIMEOUT_MS } from '../core/defaults';
import type { HandledEvent } from '../vod/event-types';
import { TemporalCallFailed, WorkflowNotRunning, WorkflowNotRunningYet } from './errors';
import { argumentsOf, workflowIdOf, type OfEvent } from './event-arguments';
import { countIgnored } from './ignored';
import type { Handler } from './types';

export interface StartCall {
  startWorkflow: string;
  taskQueue: string;
  workflowId?: OfEvent | undefined;
  args?: OfEvent | undefined;
}

export function startsWorkflow({ startWorkflow: type, taskQueue, workflowId, args }: StartCall): Handler {
  const idOf = workflowId ?? (({ source, key }) => `${type}/${source}/${key}`);
  return async (event, { signal, log }) => {
    const id = workflowIdOf(event, idOf);
    const options = { taskQueue, workflowId: id, args: argumentsOf(event, 'args', args) };
    try {
      await call(signal, (client) =>
        client.workflow.start(type, { ...options, workflowIdReusePolicy: 'REJECT_DUPLICATE' }),
      );
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError))
        throw new TemporalCallFailed(event, `start the workflow ${type}`, messageOf(error));
      log.info('A workflow of the id that the route made has been started before: nothing was started', {
        workflowType: type,
      });
    }
  };
}

export interface SignalCall {
  /** Started when none of that id runs. */
  signalWorkflow: string;
  signal: string;
  taskQueue: string;
  workflowId: OfEvent;
  signalArgs?: OfEvent | undefined;
  args?: OfEvent | undefined;
}

export function signalsOrStartsWorkflow(route: SignalCall): Handler {
  const { signalWorkflow: name, signal: signalName, taskQueue, workflowId, signalArgs, args } = route;
  return async (event, { signal }) => {
    const id = workflowIdOf(event, workflowId);
    const signalled = argumentsOf(event, 'signalArgs', signalArgs);
    const input = args ? argumentsOf(event, 'args', args) : [];
    const request = { workflowId: id, workflowType: { name }, taskQueue: { name: taskQueue }, signalName };
    try {
      await call(signal, async (client) =>
        client.workflowService.signalWithStartWorkflowExecution({
          ...from(client, event),
          ...request,
          input: await encoded(client, input),
          signalInput: await encoded(client, signalled),
        }),
      );
    } catch (error) {
      throw new TemporalCallFailed(event, `signal the workflow ${name}`, messageOf(error));
    }
  };
}

export interface SignalRunningCall {
  signal: string;
  workflowId: OfEvent;
  signalArgs?: OfEvent | undefined;
  otherwise: 'park' | 'ignore' | 'retry';
  countedAs: string;
}

export function signalsRunningWorkflow(route: SignalRunningCall): Handler {
  const { signal: signalName, workflowId, signalArgs, otherwise, countedAs } = route;
  return async (event, { signal }) => {
    const id = workflowIdOf(event, workflowId);
    const signalled = argumentsOf(event, 'signalArgs', signalArgs);
    try {
      await call(signal, async (client) =>
        client.workflowService.signalWorkflowExecution({
          ...from(client, event),
          workflowExecution: { workflowId: id },
          signalName,
          input: await encoded(client, signalled),
        }),
      );
    } catch (error) {
      if (!isNotFound(error)) throw new TemporalCallFailed(event, `signal "${signalName}"`, messageOf(error));
      if (otherwise === 'park') throw new WorkflowNotRunning(event);
      if (otherwise === 'retry') throw new WorkflowNotRunningYet(event);
      countIgnored(event.source, countedAs);
    }
  };
}

/** Who asks, and a request id that is the same whenever this event comes again. */
function from({ options }: Client, { source, key }: HandledEvent<string>) {
  return { namespace: options.namespace, identity: options.identity, requestId: eventId(source, key) };
}

async function encoded({ options }: Client, args: unknown[]) {
  return { payloads: await encodeToPayloads(options.loadedDataConverter, ...args) };
}

function call<T>(signal: AbortSignal, ask: (client: Client) => Promise<T>): Promise<T> {
  const client = getClient();
  return client.withAbortSignal(signal, () => callWithin(client, ROUTE_CALL_TIMEOUT_MS, () => ask(client)));
}
