import { NamespaceNotFoundError, ServiceError } from '@temporalio/client';
import { messageOf } from '../grpc';
import { EventNotParkedError, UnknownEventError } from '../client';
import { isCodecError } from '../codec/errors';
import { InvalidInput } from '../core/input';

const REFUSALS = {
  'wrong-host': { status: 403, message: 'This is no address of the console. Open the one that it printed.' },
  'wrong-token': { status: 401, message: 'The token is missing or wrong. Open the address that the console printed.' },
  'read-only': {
    status: 403,
    message: 'This console is read-only. Start it with --allow-changes to retry and discard events.',
  },
  'not-found': { status: 404, message: 'There is nothing here.' },
  'bad-request': { status: 400, message: 'The request is not as it must be.' },
  'unknown-event': { status: 404, message: 'There is no such event.' },
  'not-parked': { status: 409, message: 'The event is not parked.' },
  'temporal-unavailable': { status: 503, message: 'Temporal cannot be reached, or refuses.' },
  'internal-error': { status: 500, message: 'A mistake of the console itself; its terminal says which.' },
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** A request that was not done, and why, in a sentence for the page. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  constructor(
    readonly code: RefusalCode,
    message: string = REFUSALS[code].message,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.status = REFUSALS[code].status;
  }
}

/** What a request is refused with that failed with this. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof UnknownEventError) return new Refusal('unknown-event', error.message);
  if (error instanceof EventNotParkedError) return new Refusal('not-parked', error.message);
  if (error instanceof InvalidInput) return new Refusal('bad-request', error.message);
  if (isOfTemporal(error) || isCodecError(error))
    return new Refusal('temporal-unavailable', problemWith(error), { cause: error });
  // Fastify's own, of which it says itself that they are the client's mistake.
  const { statusCode } = error as { statusCode?: number };
  if (statusCode !== undefined && statusCode < 500) return new Refusal('bad-request');
  return new Refusal('internal-error', undefined, { cause: error });
}

/** Why Temporal, or what it gave, is of no use, in a sentence. */
export function problemWith(error: unknown): string {
  if (isCodecError(error)) return error.message;
  return `Temporal cannot be reached, or refuses: ${messageOf(error).split('\n', 1)[0]?.replace(/\.$/, '')}.`;
}

function isOfTemporal(error: unknown): boolean {
  return error instanceof ServiceError || error instanceof NamespaceNotFoundError;
}
