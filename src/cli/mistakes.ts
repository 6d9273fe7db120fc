import {
  EventNotFoundError,
  EventNotParkedError,
  EventTooLargeError,
  InvalidInput,
  NothingSubmittedError,
  PollerNotRunningError,
  UnknownEventError,
} from '../client';
import { UsageError } from './exit';

/** Whether it is the caller who has to mend something: a flag, a file, a key, a name, or what he asked of an event in this state. */
export function isCallersMistake(error: unknown): boolean {
  return MISTAKES.some((mistake) => error instanceof mistake);
}

const MISTAKES = [
  UsageError,
  InvalidInput,
  UnknownEventError,
  EventNotFoundError,
  EventNotParkedError,
  EventTooLargeError,
  NothingSubmittedError,
  PollerNotRunningError,
];
