/** What answers the Nexus service `vod-events`, in whatever worker: each operation is the client's, over the client of that worker. */
import {
  getClient,
  operationInfo,
  startWorkflow,
  WorkflowRunOperationHandler,
  type WorkflowHandle,
} from '@temporalio/nexus';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import {
  HandlerError,
  HandlerStartOperationResult,
  serviceHandler,
  type OperationHandler,
  type ServiceHandler,
  type StartOperationContext,
} from 'nexus-rpc';
import { notServed } from '../activities/failures';
import {
  EventNotParkedError,
  EventTooLargeError,
  NothingSubmittedError,
  PollerNotRunningError,
  UnknownEventError,
} from '../client/errors';
import { eventControl, type EventControl } from '../client/event';
import { pollerControl, type PollerControl } from '../client/poller';
import { plannedBatches, startOptionsOf } from '../client/submit';
import { BATCH_WORKFLOW, type BatchInput, type BatchResult } from '../core/contract';
import { MAX_BATCH_BYTES } from '../core/defaults';
import { InvalidInput } from '../core/input';
import { kindOf } from '../core/kind-of';
import { vodEventsService, type SourceRequest, type SubmitRequest } from '../nexus';

type Batch = (input: BatchInput) => Promise<BatchResult>;

/** Names of sources; those of a map that changes are the ones of now. */
export type SourceNames = Pick<ReadonlySet<string>, 'has' | 'keys'>;

/** The service for workers that serve these sources. */
export function nexusHandlers(sources: SourceNames): ServiceHandler<typeof vodEventsService.operations> {
  const poller =
    (act: (poller: PollerControl) => Promise<void>) =>
    (_context: unknown, request: SourceRequest): Promise<void> =>
      answered(sources, request, ({ source }) => act(pollerOf(source)));
  return serviceHandler(vodEventsService, {
    submit: submitOperation(sources),
    ensurePoller: poller((control) => control.ensure()),
    pausePoller: poller((control) => control.pause()),
    resumePoller: poller((control) => control.resume()),
    pollerStatus: (_context, request) => answered(sources, request, ({ source }) => pollerOf(source).status()),
    retryParked: (_context, request) =>
      answered(sources, request, ({ version: _, source, key, ...change }) => eventOf(source, key).retry(change)),
    discardParked: (_context, request) =>
      answered(sources, request, ({ version: _, source, key, ...why }) => eventOf(source, key).discard(why)),
  });
}

const pollerOf = (source: string): PollerControl => pollerControl(getClient(), source, operationInfo().taskQueue);

function eventOf(source: string, key: string): EventControl {
  if (typeof key !== 'string') throw new InvalidInput(`"key" must be a text, not ${kindOf(key)}.`);
  return eventControl(getClient(), source, key);
}

/** The batch itself is the operation: it is cancelled with it, and its result is sent to the caller when it closes. */
function submitOperation(sources: SourceNames): OperationHandler<SubmitRequest, BatchResult> {
  const run = new WorkflowRunOperationHandler<SubmitRequest, BatchResult>(startBatch);
  return {
    start: (context, request) => answered(sources, request, () => run.start(context, request).catch(resultOfClosed)),
    cancel: (context, token) => run.cancel(context, token),
  };
}

async function startBatch(
  context: StartOperationContext,
  { events, source, pulledAt, id }: SubmitRequest,
): Promise<WorkflowHandle<BatchResult>> {
  const [plan, ...more] = await plannedBatches(getClient(), events, { source, pulledAt, id });
  if (!plan || more.length > 0)
    throw new InvalidInput(`"events" must have at most ${MAX_BATCH_BYTES} bytes: submit them in parts.`);
  const options = { ...startOptionsOf(plan), workflowIdConflictPolicy: 'USE_EXISTING' } as const;
  return startWorkflow<Batch>(context, BATCH_WORKFLOW, options);
}

/** The set was submitted before and its batch is over, so this waits for nothing. */
async function resultOfClosed(error: unknown): Promise<HandlerStartOperationResult<BatchResult>> {
  if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  return HandlerStartOperationResult.sync(await getClient().workflow.getHandle<Batch>(error.workflowId).result());
}

/** Errors whose messages are written for the caller, by what Nexus calls them; none of them is retried. */
const HANDLER_ERRORS = [
  [InvalidInput, 'BAD_REQUEST'],
  [NothingSubmittedError, 'BAD_REQUEST'],
  [EventTooLargeError, 'BAD_REQUEST'],
  [PollerNotRunningError, 'NOT_FOUND'],
  [UnknownEventError, 'NOT_FOUND'],
  [EventNotParkedError, 'CONFLICT'],
] as const;

async function answered<I extends SourceRequest, O>(
  sources: SourceNames,
  request: I,
  answer: (request: I) => Promise<O>,
): Promise<O> {
  if (typeof request !== 'object' || request === null || request.version !== 1)
    throw new HandlerError('BAD_REQUEST', 'The input must be an object with "version": 1 and a "source".');
  if (!sources.has(request.source))
    throw new HandlerError('NOT_FOUND', notServed(String(request.source), sources.keys()));
  try {
    return await answer(request);
  } catch (error) {
    const [, type] = HANDLER_ERRORS.find(([known]) => error instanceof known) ?? [];
    throw type === undefined ? error : new HandlerError(type, (error as Error).message);
  }
}
