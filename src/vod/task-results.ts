/**
 * What everybody has to find out about a task's event, and what its payload says only to who knows where to look: `FINISH` is said of tasks
 * that failed too, error codes stand in up to three places, and of a task that has parts each has its own.
 */
import { isRecord } from './read-event';

interface WithPayload {
  readonly payload: object;
}

/**
 * - `unfinished`: it is still going on; a procedure that was started with `TasksNotifyMode: 'Change'` reports every step.
 * - `failed`: it, or one of its parts, has failed.
 * - `succeeded`: it has ended, and nothing of it says otherwise.
 */
export type TaskOutcome = 'succeeded' | 'failed' | 'unfinished';

/** One part of a task that does several things. */
export interface SubTask {
  /** The member of the payload in which it stands, such as `MediaProcessResultSet`. */
  set: string;
  /** What it did, such as `Transcode`; empty where VOD does not say. */
  type: string;
  outcome: TaskOutcome;
  /** All that VOD says of it: `Status`, `ErrCode` or `ErrCodeExt`, `Message`, `Input`, `Output` and so on. */
  result: Record<string, unknown>;
}

/** How the task of an event ended, its parts considered. Of an event that reports no task, such as an upload, `succeeded`. */
export function taskOutcome(event: WithPayload): TaskOutcome {
  const whole = ownOutcome(event.payload as Record<string, unknown>);
  if (whole !== 'succeeded') return whole;
  const outcomes = subTasks(event).map(({ outcome }) => outcome);
  if (outcomes.includes('failed')) return 'failed';
  return outcomes.includes('unfinished') ? 'unfinished' : 'succeeded';
}

/** Whether the task of an event has really succeeded, all its parts included. */
export function taskSucceeded(event: WithPayload): boolean {
  return taskOutcome(event) === 'succeeded';
}

/** The parts of an event's task, in the order of the payload; empty for a task that has none. */
export function subTasks({ payload }: WithPayload): SubTask[] {
  return Object.entries(payload).flatMap(([set, value]: [string, unknown]) => {
    if (Array.isArray(value)) return value.flatMap((element: unknown) => partsIn(set, element));
    // A clip's one result. What else is an object describes the file or the request.
    return isRecord(value) && 'ErrCode' in value ? partsIn(set, value) : [];
  });
}

/**
 * The ids of the files that an event names, each once: first those it is about (`FileId`, `FileIdSet`, the task's input), then those that were
 * made.
 */
export function fileIdsOf(event: WithPayload): string[] {
  const isId = (named: unknown): named is string => typeof named === 'string' && named !== '';
  return [...new Set(filesNamedBy(event).filter(isId))];
}

/** The same as they stand there, repeated and of whatever type. */
export function filesNamedBy({ payload }: WithPayload): unknown[] {
  const named: Named[] = [];
  collect(payload, OWN, 0, named);
  return named.sort((one, other) => one.rank - other.rank).map(({ id }) => id);
}

interface Named {
  id: unknown;
  rank: number;
}

/** Of one set of results some have the result in a member of their own, `TranscodeTask` beside `Type: 'Transcode'`; others are it. */
function partsIn(set: string, element: unknown): SubTask[] {
  if (!isRecord(element)) return [];
  const type = [element.Type, element.TaskType].find((each) => typeof each === 'string') ?? '';
  const inside = Object.values(element).filter((member) => isRecord(member) && reports(member));
  const results = reports(element) ? [element] : (inside as Record<string, unknown>[]);
  return results.map((result) => ({ set, type, outcome: ownOutcome(result), result }));
}

function reports(part: object): boolean {
  return 'ErrCode' in part || 'ErrCodeExt' in part || 'Status' in part;
}

function ownOutcome({ Status: status, ErrCode: code, ErrCodeExt: extended }: Record<string, unknown>): TaskOutcome {
  if (status === 'PROCESSING' || status === 'WAITING') return 'unfinished';
  return status === 'FAIL' || isFailure(code) || isFailure(extended) ? 'failed' : 'succeeded';
}

/** 0 and an empty text are success. */
function isFailure(code: unknown): boolean {
  return code != null && code !== 0 && code !== '' && code !== '0';
}

/** VOD's payloads have about eleven levels; what came over the network may have thousands. */
const MAX_DEPTH = 50;
const OWN = 0;
const INPUT = 1;
const OTHER = 2;

function collect(value: unknown, rank: number, depth: number, named: Named[]): void {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return;
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const ids = name === 'FileIdSet' && Array.isArray(member) ? (member as unknown[]) : [member];
    if (name.endsWith('FileId') || name === 'FileIdSet') {
      for (const id of ids) named.push({ id, rank });
    } else {
      collect(member, rankWithin(rank, name), depth + 1, named);
    }
  }
}

/** In the place of an element of a list the rank is that of the list, until its input is met. */
function rankWithin(rank: number, name: string): number {
  if (name.startsWith('Input')) return INPUT;
  return rank === OWN ? OTHER : rank;
}
