import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Answer,
  done,
  eventConfigAnswer,
  eventSet,
  eventsState,
  failure,
  json,
  noEvents,
  send,
  sendSpoilt,
  spoiltCode,
} from './answers';
import { ApiError } from './api-error';
import type { Application, Applications } from './application';
import { type Authenticator, header } from './authentication';
import { EVENT_SWITCHES } from '../../vod/event-config';
import type { FaultKind, Faults } from './faults';
import { clientOf, readBody } from './http';
import type { Ledger } from './ledger';
import type { Client } from './long-polls';
import { type ConfirmEventsCall, type ModifyEventConfigCall, readCall, type VodCall } from './parameters';
import type { Switches } from './switches';

const API_VERSION = '2018-07-17';

/** The largest body that TC3-HMAC-SHA256 allows. Tencent Cloud API, "Signature v3". */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface VodServerDeps {
  readonly authenticator: Authenticator;
  readonly applications: Applications;
  readonly faults: Faults;
  readonly ledger: Ledger;
  readonly switches: () => Switches;
  readonly now: () => number;
}

/** How a call ended: what the journal says of it, and the answer unless there is nobody left to give it to. */
interface Outcome {
  readonly code: string;
  /** The handles handed out or given. */
  readonly eventHandles: readonly string[];
  readonly answer: Answer | undefined;
  readonly spoiltBy?: FaultKind;
}

interface Admitted {
  readonly call: VodCall;
  readonly application: Application;
}

/**
 * The VOD API, version 2018-07-17, as far as the event queue goes: PullEvents and ConfirmEvents, and what is about how the queue is set up,
 * as signed `POST /`.
 */
export class VodServer {
  readonly #deps: VodServerDeps;

  constructor(deps: VodServerDeps) {
    this.#deps = deps;
  }

  async serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (req.url !== '/') return send(res, json(404, { error: 'The API is at POST /, the control at /_emulator/.' }));
    if (req.method !== 'POST') return send(res, json(405, { error: 'The API takes POST only.' }));
    const receivedAt = this.#deps.now();
    const body = await readBody(req, MAX_BODY_BYTES);
    const admitted = this.#admit(req.headers, body);
    const outcome =
      admitted instanceof ApiError ? refused(admitted, []) : await this.#work(admitted, clientOf(req, res));
    const { code, eventHandles, answer, spoiltBy } = outcome;
    const { subAppId, extInfo } = admitted instanceof ApiError ? {} : admitted.call;
    const api = header(req.headers, 'x-tc-action') ?? '';
    const traceId = header(req.headers, 'x-tc-traceid');
    this.#deps.ledger.call({ subAppId, extInfo, traceId, at: this.#deps.now(), receivedAt, api, code, eventHandles });
    if (answer === undefined) return;
    if (spoiltBy === undefined) send(res, answer);
    else sendSpoilt(res, spoiltBy, answer);
  }

  /** Everything that is checked before a call is worked on. */
  #admit(headers: IncomingHttpHeaders, body: Buffer | undefined): Admitted | ApiError {
    try {
      if (body === undefined) throw new ApiError('RequestSizeLimitExceeded', 'The body is larger than 10 MB.');
      this.#deps.authenticator.check(headers, body);
      const version = header(headers, 'x-tc-version');
      if (version !== API_VERSION) {
        throw new ApiError('NoSuchVersion', `The header X-TC-Version is not ${API_VERSION}.`);
      }
      const call = readCall(header(headers, 'x-tc-action'), body);
      const application = this.#deps.applications.find(call.subAppId);
      if (application === undefined) {
        throw new ApiError('InvalidParameterValue.SubAppId', 'No application of this account has this SubAppId.');
      }
      return { call, application };
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  }

  /** Malformed and unsigned calls do not come here and so use up no fault. */
  async #work(admitted: Admitted, client: Client): Promise<Outcome> {
    const fault = this.#deps.faults.strike(admitted.call.api);
    if (fault === undefined) return this.#perform(admitted, client);
    const { kind, when } = fault;
    const code = spoiltCode(kind);
    if (when === 'before' && code !== undefined) {
      return { code, eventHandles: givenHandles(admitted.call), answer: done(), spoiltBy: kind };
    }
    if (when === 'before') await pause(kind);
    const outcome = await this.#perform(admitted, client);
    if (when === 'before') return outcome;
    await pause(kind);
    return code === undefined ? outcome : { ...outcome, code, spoiltBy: kind };
  }

  async #perform({ call, application }: Admitted, client: Client): Promise<Outcome> {
    if (!application.takeRate(call.api)) {
      const message = `${call.api} is called more often than allowed, call less often.`;
      return refused({ code: 'RequestLimitExceeded', message }, givenHandles(call));
    }
    switch (call.api) {
      case 'PullEvents':
        return this.#pull(application, client);
      case 'ConfirmEvents':
        return this.#confirm(application, call);
      case 'DescribeEventConfig':
        return succeeded([], eventConfigAnswer(application.eventConfig));
      case 'ModifyEventConfig':
        return this.#modify(application, call);
      case 'DescribeEventsState':
        return succeeded([], eventsState(application.eventsToPull));
    }
  }

  async #pull(application: Application, client: Client): Promise<Outcome> {
    const { pullInPushMode } = this.#deps.switches();
    if (application.eventConfig.Mode === 'PUSH' && pullInPushMode !== 'empty') {
      if (pullInPushMode === 'emptyAtOnce') return this.#nothing();
      return refused({ code: 'FailedOperation', message: 'The application is in mode PUSH.' }, []);
    }
    const deliveries = await application.pull(client);
    if (deliveries === undefined) return { code: 'clientGone', eventHandles: [], answer: undefined };
    if (deliveries.length > 0) {
      return succeeded(
        deliveries.map(({ handle }) => handle),
        eventSet(deliveries),
      );
    }
    return this.#nothing();
  }

  #nothing(): Outcome {
    const { empty } = this.#deps.switches();
    if (empty === 'ResourceNotFound') return refused({ code: 'ResourceNotFound', message: 'no event' }, []);
    return succeeded([], noEvents(empty));
  }

  #modify(application: Application, { change }: ModifyEventConfigCall): Outcome {
    const { omittedSwitch } = this.#deps.switches();
    const omitted = omittedSwitch === 'OFF' ? EVENT_SWITCHES.map((name) => [name, omittedSwitch] as const) : [];
    application.setEventConfig({ ...Object.fromEntries(omitted), ...change });
    return succeeded([], done());
  }

  #confirm(application: Application, call: ConfirmEventsCall): Outcome {
    const { ok, refused: bad } = application.confirm(call.handles);
    if (ok) return succeeded(call.handles, done());
    const message = `${bad.length} of ${call.handles.length} EventHandles are expired or unknown.`;
    return refused({ code: 'InvalidParameterValue', message }, call.handles);
  }
}

function succeeded(eventHandles: readonly string[], answer: Answer): Outcome {
  return { code: 'ok', eventHandles, answer };
}

function refused(error: Pick<ApiError, 'code' | 'message'>, eventHandles: readonly string[]): Outcome {
  return { code: error.code, eventHandles, answer: failure(error) };
}

function givenHandles(call: VodCall): readonly string[] {
  return call.api === 'ConfirmEvents' ? call.handles : [];
}

async function pause(kind: FaultKind): Promise<void> {
  if (typeof kind === 'object' && 'delayMs' in kind) await delay(kind.delayMs, undefined, { ref: false });
}
