/** The poller of a source: started, paused, resumed, and asked how it fares. */
import {
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowHandle,
} from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { optionalTsToMs } from '@temporalio/common/lib/time';
import { isCodecError } from '../codec/errors';
import {
  POLLER_WORKFLOW,
  pollerId,
  sourceOfPoller,
  type PollerInput,
  type PollerPhase,
  type PollerStatus,
  type PumpMemory,
  type PumpReport,
} from '../core/contract';
import { WORKFLOW_TASK_TIMEOUT_MS } from '../core/defaults';
import { parsePollerInput } from '../core/input';
import { messageOf } from '../grpc';
import { ask } from './ask';
import { listed } from './listing';
import { PollerNotRunningError } from './errors';
import { isWithWorker } from './pending-activity';

/** What a poller and its pump say of themselves. Times are ms since 1970. */
export interface PollerView extends Omit<PollerStatus, 'state' | 'since'> {
  /** `unknown` when no worker answered, or when it cannot be read. */
  state: PollerPhase | 'unknown';
  since?: number;
  /** Its pump; missing while it has none, as when it is paused. Known without a worker. */
  pump?: PumpView;
  /** Why `state` is unknown. */
  unanswered?: string;
  /** In a list of sources: it cannot be decoded here, mostly for want of an encryption key; `unanswered` says why. */
  unreadable?: true;
}

export interface PumpView {
  /** Whether a worker has it, as far as the server knows: one that died is missed after 6 s. Otherwise it waits for a worker. */
  running: boolean;
  /** What it said last, at most 5 s old while it runs. Missing before its first word. */
  report?: Omit<PumpReport, keyof PumpMemory>;
  /** When it said so. */
  reportedAt?: number;
}

export interface PollerControl {
  /**
   * Makes sure that it runs, and leaves one that runs already as it is, paused or not. Needs no worker; pulling does.
   * @throws InvalidInput when the source cannot be one.
   */
  ensure(): Promise<void>;
  /**
   * Stops pulling; what was pulled is finished. Returns once Temporal has the signal: it takes up to 5 s, and `status` says when.
   * @throws PollerNotRunningError
   */
  pause(): Promise<void>;
  /**
   * Goes on, at once even when halted.
   * @throws PollerNotRunningError
   */
  resume(): Promise<void>;
  /**
   * State, last pull and counts. Without a worker `state` is `unknown`, after 10 s, and the pump's last words are still there.
   * @throws PollerNotRunningError
   */
  status(): Promise<PollerView>;
}

export function pollerControl(client: Client, source: string, taskQueue: string): PollerControl {
  return {
    ensure: async () => void (await ensurePoller(client, source, taskQueue)),
    pause: () => signal(client, source, 'pause'),
    resume: () => signal(client, source, 'resume'),
    status: () => status(client, source),
  };
}

/**
 * Makes sure that the poller of a source runs, and leaves one that runs already as it is, paused or not. One poller per source exists in
 * the whole namespace, because its workflow id is the source's.
 * @throws InvalidInput when the source cannot be one.
 */
export async function ensurePoller(client: Client, source: string, taskQueue: string): Promise<WorkflowHandle> {
  const input: PollerInput = { version: 1, source };
  parsePollerInput(input);
  return client.workflow.start(POLLER_WORKFLOW, {
    taskQueue,
    workflowId: pollerId(source),
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [input],
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MS,
    // Written with the keys of whoever starts it and kept from run to run: who can read it can read the poller. See assertReadable.
    memo: { source },
    staticSummary: `VOD events of source ${source}`,
  });
}

async function signal(client: Client, source: string, name: 'pause' | 'resume'): Promise<void> {
  await orNotRunning(source, client.workflow.getHandle(pollerId(source)).signal(name));
}

/** Waits for a worker's answer for so long; 10 s where nothing is said. */
export async function status(client: Client, source: string, patienceMs?: number): Promise<PollerView> {
  const handle = client.workflow.getHandle(pollerId(source));
  const description = await orNotRunning(source, handle.describe());
  if (description.status.name !== 'RUNNING') throw new PollerNotRunningError(source);
  const pump = await pumpOf(client, description);
  const asked = await ask(client, () => handle.query<PollerStatus>('status'), patienceMs);
  return {
    ...('answer' in asked ? asked.answer : { source, state: 'unknown', ...asked }),
    ...(pump && { pump }),
  };
}

/**
 * Of a poller that cannot be decoded here: one that belongs to others, with keys of theirs, must not hide all that can be read.
 * @throws the error, if it is another
 */
export function unreadable(
  source: string,
  error: unknown,
): Required<Pick<PollerView, 'unreadable' | 'unanswered'>> & { source: string; state: 'unknown' } {
  if (!isCodecError(error)) throw error;
  return { source, state: 'unknown', unreadable: true, unanswered: messageOf(error) };
}

/** The sources of the pollers that run. */
export async function sourcesWithPoller(client: Client): Promise<string[]> {
  const names: string[] = [];
  const query = `WorkflowType = '${POLLER_WORKFLOW}' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of listed(client, query)) {
    const source = sourceOfPoller(workflowId);
    if (source !== undefined) names.push(source);
  }
  return names;
}

/** Its pump, while it has one. */
export async function pumpOf(client: Client, { raw }: WorkflowExecutionDescription): Promise<PumpView | undefined> {
  const pump = raw.pendingActivities?.find(({ activityType }) => activityType?.name === 'pump');
  if (!pump) return undefined;
  const { loadedDataConverter } = client.options;
  const [said] = await decodeArrayFromPayloads(loadedDataConverter, pump.heartbeatDetails?.payloads);
  const running = isWithWorker(pump);
  if (said == null) return { running };
  const { remembered: _remembered, unfinished: _unfinished, ...report } = said as PumpReport;
  const reportedAt = optionalTsToMs(pump.lastHeartbeatTime);
  return { running, report, ...(reportedAt !== undefined && { reportedAt }) };
}

async function orNotRunning<T>(source: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw new PollerNotRunningError(source);
    throw error;
  }
}
