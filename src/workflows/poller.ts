/**
 * `vodEventPoller`: keeps one pump alive for a source. Its workflow id is the source's, so there is one in the whole fleet.
 *
 *            ┌──pause──▶ paused ──resume──┐
 *   running ─┤                            ├─▶ running
 *            └──VodConfiguration──▶ halted ┘ (resume, or the next probe)
 *
 * A pump whose worker dies is started again by the server on another one; a pump whose worker drains releases itself. Both are retries of
 * the one activity, so what it knew (counts, keys still to be confirmed) comes along in the heartbeat; from one pump to the next it comes
 * along in here. A cause that a person has to mend halts the poller: it says so and probes slowly, because the queue keeps events for four
 * days and fast retries help nobody.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities, PumpFailure, PumpRequest } from '../activities/types';
import {
  pumpTaskQueue,
  type HaltReason,
  type PollerInput,
  type PollerPhase,
  type PollerStatus,
  type PumpMemory,
  type TooLargeEvent,
} from '../core/contract';
import {
  HALTED_PROBE_INITIAL_MS,
  HALTED_PROBE_MAXIMUM_MS,
  MAX_TOO_LARGE,
  PUMP_HEARTBEAT_TIMEOUT_MS,
  PUMP_LAP_MS,
} from '../core/defaults';
import { FAILURE_TYPES } from '../core/error-table';
import { parsePollerInput } from '../core/input';
import { checkedInput } from './checked-input';
import { eventTooLargeSignal, pauseSignal, resumeSignal, statusQuery } from './messages';
import { observe } from './observe';

/** Failures of the pump that only a person can mend. */
const HALTING: string[] = [FAILURE_TYPES.configuration, FAILURE_TYPES.bug, 'UnknownSource'];

export async function vodEventPoller(input: PollerInput): Promise<void> {
  const { source, paused: startsPaused, memory: startsWith } = checkedInput(parsePollerInput, input, 'waits');
  let memory = startsWith;
  let paused = startsPaused ?? false;
  let probeNow = false;
  let probeMs = HALTED_PROBE_INITIAL_MS;
  const whole = CancellationScope.current();
  let pumping = new CancellationScope();
  let status: PollerStatus = { source, state: paused ? 'paused' : 'running', since: Date.now() };

  let tooLarge: TooLargeEvent[] = [];

  setHandler(statusQuery, () => ({ ...status, ...(tooLarge.length > 0 && { tooLarge }) }));
  setHandler(eventTooLargeSignal, (event) => {
    const { key } = event as TooLargeEvent;
    tooLarge = [...tooLarge.filter((known) => known.key !== key), event as TooLargeEvent].slice(-MAX_TOO_LARGE);
  });
  setHandler(pauseSignal, () => {
    paused = true;
    pumping.cancel();
  });
  setHandler(resumeSignal, () => {
    paused = false;
    probeNow = true;
  });
  const enter = (state: PollerPhase, halted?: HaltReason): void => {
    if (state !== status.state || halted) status = { source, state, since: Date.now(), ...(halted && { halted }) };
    setCurrentDetails(halted ? `**halted** by ${halted.code ?? halted.type}: ${halted.message}` : `**${state}**`);
  };

  for (;;) {
    if (paused) {
      enter('paused');
      await condition(() => !paused);
    }
    const probing = status.state === 'halted';
    if (!probing) enter('running');
    pumping = new CancellationScope();
    probeNow = false;
    const { halted, ...ended } = await pumping
      .run(() => runPump({ source, probe: probing, ...(memory && { memory }) }))
      .catch((error: unknown): PumpEnd => {
        // Cancelled by a pause, which may have been followed by a resume already, and not with the whole workflow.
        if (isCancellation(error) && !whole.consideredCancelled) return { memory: memoryIn(error) };
        throw error;
      });
    memory = ended.memory ?? memory;
    // A pump that was told to stop and whose worker died has timed out: that is no reason to halt.
    if (halted && !paused) {
      enter('halted', halted);
      const { message: error, ...cause } = halted;
      observe('poller:state:halted', { source, error, ...cause });
      await condition(() => probeNow || paused, probeMs);
      probeMs = Math.min(probeMs * 2, HALTED_PROBE_MAXIMUM_MS);
    } else {
      probeMs = HALTED_PROBE_INITIAL_MS;
      enter(paused ? 'paused' : 'running');
    }
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof vodEventPoller>({ version: 1, source, paused, ...(memory && { memory }) });
  }
}

/** How a pump ended, and what it knew. */
interface PumpEnd {
  halted?: HaltReason;
  memory?: PumpMemory;
}

/** Runs the pump until its lap is over, or it halts. */
async function runPump(request: PumpRequest): Promise<PumpEnd> {
  const { pump } = proxyActivities<Pick<Activities, 'pump'>>({
    taskQueue: pumpTaskQueue(workflowInfo().taskQueue),
    startToCloseTimeout: 2 * PUMP_LAP_MS,
    heartbeatTimeout: PUMP_HEARTBEAT_TIMEOUT_MS,
    // Or a resume would start a second pump beside one that has not heard of the pause yet.
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
    // Flat and short: the number of attempts grows with every deployment and says nothing about the next one.
    retry: { initialInterval: '1s', backoffCoefficient: 1, nonRetryableErrorTypes: HALTING },
  });
  try {
    return { memory: await pump(request) };
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const { cause } = error;
    if (!(cause instanceof ApplicationFailure)) {
      return { halted: { type: cause?.name ?? error.name, message: error.message } };
    }
    const { code, requestId } = (cause.details?.[0] ?? {}) as PumpFailure;
    const halted = {
      type: cause.type ?? cause.name,
      message: cause.message,
      ...(code && { code }),
      ...(requestId && { requestId }),
    };
    return { halted, memory: memoryIn(error) };
  }
}

/** A pump that failed or was cancelled says in the details what it knew; one whose worker died does not. */
function memoryIn(error: unknown): PumpMemory | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const details = cause instanceof ApplicationFailure || cause instanceof CancelledFailure ? cause.details : undefined;
  return (details?.[0] as PumpFailure | undefined)?.memory;
}
