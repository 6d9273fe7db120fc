/**
 * What the compiler has to accept and to refuse in a routes module. `tsc -p tsconfig.dev.json` is the test: an error that is expected and does
 * not come is one itself. Nothing here is run.
 */
import type { ProcedureTask } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';
import {
  bySessionContext,
  defineRoutes,
  fileIdsOf,
  Park,
  RetryLater,
  sessionContextOf,
  subTasks,
  taskOutcome,
  taskSucceeded,
  type EventType,
  type Middleware,
  type SubTask,
  type VodEvent,
} from '../../src';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_T extends true>(): void => {};
/** Takes a value of exactly this type. */
const is =
  <Expected>() =>
  <Actual>(_value: Actual, ..._same: Same<Actual, Expected> extends true ? [] : [never]): void => {};

const tracing: Middleware = (next) => async (event, context) => {
  is<string>()(event.type);
  await next(event, context);
};

export const routes = defineRoutes(
  {
    ProcedureStateChanged: async (event, { attempt, signal, log }) => {
      is<'ProcedureStateChanged'>()(event.type);
      is<string>()(event.source);
      is<number>()(attempt);
      is<AbortSignal>()(signal);
      // The SDK's ProcedureTask, with the `null`s that its typings do not tell of.
      const task: Pick<ProcedureTask, 'TaskId'> = { TaskId: event.payload.TaskId ?? undefined };
      const outputs = event.payload.MediaProcessResultSet?.map((result) => result.TranscodeTask?.Output?.Url);
      is<(string | null | undefined)[] | undefined>()(outputs);
      // @ts-expect-error -- May be null.
      void event.payload.FileId.length;
      // @ts-expect-error -- No such member.
      void event.payload.FileID;
      if (taskOutcome(event) === 'failed') throw new Park('it failed');
      if (!taskSucceeded(event)) throw new RetryLater('5 minutes');
      const [first] = subTasks(event);
      is<SubTask | undefined>()(first);
      log.info('Published', { task, files: fileIdsOf(event), order: sessionContextOf(event) });
      await Promise.resolve();
    },
    NewFileUpload: {
      startWorkflow: 'publish',
      taskQueue: 'media',
      workflowId: ({ payload }) => payload.FileId ?? '',
      args: (event) => {
        is<'NewFileUpload'>()(event.type);
        return [event.payload.MediaBasicInfo?.Name];
      },
    },
    PullComplete: [
      { when: ({ payload }) => payload.Status !== 'FINISH', ignore: true },
      { when: (event) => taskOutcome(event) === 'failed', park: 'it could not be pulled' },
      {
        signalWorkflow: { existing: true },
        signal: 'pulled',
        workflowId: bySessionContext((context) => (JSON.parse(context) as { order: string }).order),
        otherwise: 'retry',
      },
    ],
    EditMediaComplete: {
      signalWorkflow: 'file',
      signal: 'edited',
      taskQueue: 'media',
      workflowId: ({ payload }) => payload.Output?.FileId ?? '',
    },
    FileDeleted: { activity: 'forget', taskQueue: 'search', timeout: '1 minute', startTimeout: 1_000 },
    ATypeOfNextMonth: ({ payload }) => {
      is<Record<string, unknown>>()(payload);
    },
    '*': (event) => {
      holds<typeof event extends VodEvent ? true : false>();
      if (event.type === 'ClipComplete') is<string | null | undefined>()(event.payload.SrcFileId);
    },
  },
  { use: [tracing] },
);

holds<
  Same<
    Extract<keyof typeof routes, EventType>,
    'ProcedureStateChanged' | 'NewFileUpload' | 'PullComplete' | 'EditMediaComplete' | 'FileDeleted'
  >
>();

export const wrong = [
  // @ts-expect-error -- Two kinds.
  defineRoutes({ FileDeleted: { ignore: true, park: 'both' } }),
  // @ts-expect-error -- Two kinds.
  defineRoutes({ FileDeleted: { handler: () => {}, startWorkflow: 'publish', taskQueue: 'media' } }),
  // @ts-expect-error -- No task queue.
  defineRoutes({ FileDeleted: { startWorkflow: 'publish' } }),
  // @ts-expect-error -- No workflow id: which workflow?
  defineRoutes({ FileDeleted: { signalWorkflow: 'file', signal: 'deleted', taskQueue: 'media' } }),
  // @ts-expect-error -- What happens otherwise is not said.
  defineRoutes({ FileDeleted: { signalWorkflow: { existing: true }, signal: 'deleted', workflowId: () => 'id' } }),
  defineRoutes({
    // @ts-expect-error -- One that is started when none runs has no otherwise.
    FileDeleted: { signalWorkflow: 'file', signal: 'x', taskQueue: 'media', workflowId: () => 'id', otherwise: 'park' },
  }),
  // @ts-expect-error -- Dropping is written as true.
  defineRoutes({ FileDeleted: { ignore: false } }),
  // @ts-expect-error -- A promise would be as good as true.
  defineRoutes({ FileDeleted: { ignore: true, when: async () => Promise.resolve(false) } }),
  // @ts-expect-error -- No duration.
  defineRoutes({ FileDeleted: { handler: () => {}, timeout: { minutes: 5 } } }),
  // @ts-expect-error -- Misspelt.
  defineRoutes({ FileDeleted: { handler: () => {}, timeOut: 5 } }),
  // @ts-expect-error -- Takes a duration.
  () => new RetryLater(),
];
