import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { ApiError } from './api-error';
import type { EmulatorEventConfig } from './event-config';
import type { Delivery } from './event-queue';
import type { FaultKind } from './faults';
import type { Switches } from './switches';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** A successful answer without members of its own. */
export function done(): Answer {
  return response('');
}

/** A PullEvents answer. The kept JSON of the events is copied in as it is: nothing is serialised again. */
export function eventSet(deliveries: readonly Delivery[]): Answer {
  const events = deliveries.map(({ handle, event }) => `{"EventHandle":"${handle}",${event.content}}`);
  return response(`"EventSet":[${events.join()}],`);
}

/** A PullEvents answer when nothing is deliverable and the setting is not an error. */
export function noEvents(empty: Exclude<Switches['empty'], 'ResourceNotFound'>): Answer {
  return response({ null: '"EventSet":null,', missing: '', emptyList: '"EventSet":[],' }[empty]);
}

/** A DescribeEventConfig answer. */
export function eventConfigAnswer(config: EmulatorEventConfig): Answer {
  return response(`${JSON.stringify(config).slice(1, -1)},`);
}

/** A DescribeEventsState answer. */
export function eventsState(eventsToPull: number): Answer {
  return response(`"CountOfEventsToPull":${eventsToPull},`);
}

/** Real API errors come with HTTP 200 too. */
export function failure({ code, message }: Pick<ApiError, 'code' | 'message'>): Answer {
  return response(`"Error":${JSON.stringify({ Code: code, Message: message })},`);
}

/** A plain JSON answer, for everything that is not the VOD API. */
export function json(status: number, value: unknown): Answer {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}

export function send(res: ServerResponse, { status, contentType, body }: Answer): void {
  res.writeHead(status, {
    'Content-Type': contentType,
    ...(body !== '' && { 'Content-Length': Buffer.byteLength(body) }),
  });
  res.end(body);
}

/** Answers as the fault demands; `answer` is what a healthy service would have said. */
export function sendSpoilt(res: ServerResponse, kind: FaultKind, answer: Answer): void {
  if (typeof kind === 'string') return sendBroken(res, kind, answer);
  if ('error' in kind)
    return send(res, failure({ code: kind.error, message: kind.message ?? 'Fault of the emulator.' }));
  if ('httpStatus' in kind) {
    return send(res, { status: kind.httpStatus, contentType: 'text/plain', body: kind.body ?? '' });
  }
  send(res, answer);
}

/** What the journal calls a fault's answer; `undefined` for one that does not change the answer. */
export function spoiltCode(kind: FaultKind): string | undefined {
  if (typeof kind === 'string') return kind;
  if ('error' in kind) return kind.error;
  return 'httpStatus' in kind ? `http ${kind.httpStatus}` : undefined;
}

function sendBroken(res: ServerResponse, kind: Extract<FaultKind, string>, answer: Answer): void {
  switch (kind) {
    case 'hang':
      return;
    case 'reset':
      res.socket?.resetAndDestroy();
      return;
    case 'cutBody':
      sendHalf(res, answer, () => res.socket?.destroy());
      return;
    case 'stallBody':
      sendHalf(res, answer, () => undefined);
      return;
    case 'html':
      send(res, { status: 200, contentType: 'text/html', body: '<html><body>Fault of the emulator</body></html>' });
      return;
    case 'noResponse':
      send(res, json(200, {}));
  }
}

/** Without a length, hence chunked: a client notices at once when such a body ends early. */
function sendHalf(res: ServerResponse, { status, contentType, body }: Answer, sent: () => void): void {
  res.writeHead(status, { 'Content-Type': contentType });
  res.write(body.slice(0, Math.ceil(body.length / 2)), sent);
}

function response(members: string): Answer {
  return {
    status: 200,
    contentType: 'application/json',
    body: `{"Response":{${members}"RequestId":"${randomUUID()}"}}`,
  };
}
