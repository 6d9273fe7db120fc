import { documentedEventType } from '../core/event-payloads';
import { InvalidInput } from '../core/input';
import type { HandledEvent } from '../vod/event-types';
import { filesNamedBy } from '../vod/task-results';

/** Which event: all that is given must hold, and something must be given. */
export interface WantedEvent<T extends string = string> {
  /** `TaskId` of the payload. */
  taskId?: string;
  /** A `FileId`, or one of a `FileIdSet`, anywhere in the payload: the file a task was about, or one that it made. */
  fileId?: string;
  /** Event type, in any spelling that VOD's documents have. */
  type?: T;
}

/** As a handler gets it. */
export type AnyEvent = HandledEvent<'*'>;

/** @throws InvalidInput when nothing is asked for, or something that there is not. */
export function predicateOf(wanted: WantedEvent | ((event: AnyEvent) => boolean)): (event: AnyEvent) => boolean {
  if (typeof wanted === 'function') return wanted;
  const { taskId, fileId, type, ...others } = wanted;
  const given = [taskId, fileId, type].filter((value) => value !== undefined);
  const isAsked = given.length > 0 && given.every((value) => typeof value === 'string' && value !== '');
  if (!isAsked || Object.keys(others).length > 0) {
    throw new InvalidInput(
      'The event to wait for must be a predicate, or have a "taskId", "fileId" or "type", each a text.',
    );
  }
  const documented = type === undefined ? undefined : documentedEventType(type);
  return (event) =>
    (documented === undefined || (event.type as string) === documented) &&
    (taskId === undefined || String((event.payload as Record<string, unknown>).TaskId) === taskId) &&
    (fileId === undefined || filesNamedBy(event).map(String).includes(fileId));
}
