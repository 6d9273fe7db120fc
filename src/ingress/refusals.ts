import { INGRESS_RETRY_AFTER_S } from '../core/defaults';

interface Answer {
  status: number;
  /** What happened and what to do, for whoever calls. It repeats nothing of the request. */
  message: string;
  headers?: Record<string, string>;
}

/** VOD is to send it again: nobody has it. */
const LATER = { status: 503, headers: { 'retry-after': String(INGRESS_RETRY_AFTER_S) } };

/** Why a request is not answered with 200, by the code that the answer and the log name. */
const REFUSALS = {
  'bad-request': { status: 400, message: 'The request is malformed or was cut short.' },
  'not-json': { status: 400, message: 'The body is not JSON in UTF-8. Send one event as one JSON object.' },
  'not-an-object': { status: 400, message: 'The body is not a JSON object. Send one event as one JSON object.' },
  'no-event-type': { status: 400, message: 'EventType must be a non-empty string.' },
  'nested-too-deep': {
    status: 400,
    message: "The event's lists and objects are within each other on too many levels.",
  },
  unsigned: {
    status: 401,
    message: 'Sign and T are missing or malformed. Set the callback key (SignKey) of the application in VOD.',
    headers: { 'www-authenticate': 'VOD-Sign' },
  },
  'wrong-signature': {
    status: 403,
    message: 'Sign is not MD5(key + T). Compare the callback key in VOD with VOD_EVENTS_INGRESS_KEY.',
  },
  expired: { status: 403, message: 'The signature has expired. Compare the clocks, if it was sent just now.' },
  'not-found': { status: 404, message: 'There is nothing at this path. Compare it with VOD_EVENTS_INGRESS_PATH.' },
  'wrong-method': { status: 405, message: 'Events come with POST, probes with GET.' },
  'too-large': { status: 413, message: 'The body is larger than VOD_EVENTS_INGRESS_BODY_LIMIT.' },
  'too-large-for-temporal': {
    status: 413,
    message: 'The event is larger than Temporal takes, compressed and encrypted. Process it by other means.',
  },
  'wrong-content-type': { status: 415, message: 'The content type must be application/json.' },
  'internal-error': { status: 500, message: 'The ingress failed over this request. Its log says why.' },
  busy: { ...LATER, message: 'Too many requests are under way. Send it again later.' },
  'shutting-down': { ...LATER, message: 'This process is shutting down. Send it again.' },
  'temporal-unavailable': { ...LATER, message: 'Temporal has not taken the event. Send it again later.' },
} satisfies Record<string, Answer>;

export type RefusalCode = keyof typeof REFUSALS;

/** A request that is not answered with 200. Nothing of it is kept: with a status below 500 it is not VOD's, otherwise VOD is to repeat it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly headers: Record<string, string>;

  constructor(
    readonly code: RefusalCode,
    { cause, headers }: { cause?: unknown; headers?: Record<string, string> } = {},
  ) {
    const answer: Answer = REFUSALS[code];
    super(answer.message, { cause });
    this.status = answer.status;
    this.headers = { ...answer.headers, ...headers };
  }
}
