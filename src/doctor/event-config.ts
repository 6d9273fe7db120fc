/** What one DescribeEventConfig tells: whether the keys and the SubAppId are right, and whether events come into the queue at all. */
import { lookUp } from '../core/error-table';
import type { RouteTable } from '../routes/compiled';
import { sampleEvent } from '../testing/sample-events';
import { VodCallError } from '../vod/errors';
import { EVENT_SWITCHES, SWITCHED_EVENTS, type EventSwitch } from '../vod/event-config';
import { payloadFieldOf } from '../core/event-payloads';
import type { SourceContext } from './context';
import { ok, skipped, warning, wrong, type Check, type Finding } from './finding';

const SUB_APP_ID = 'InvalidParameterValue.SubAppId';
const DENIED = ['UnauthorizedOperation', 'AuthFailure.UnauthorizedOperation'];

/** CAM knows who is asking and does not let them: the keys are right. */
export const isDenied = ({ code = '' }: VodCallError): boolean =>
  DENIED.includes(code) || code.startsWith(`${DENIED[0]}.`);

/** What VOD said, and what its support asks for. */
export function answerOf({ api, code, errorClass, requestId, message }: VodCallError): string {
  if (code === undefined) return errorClass === 'unreachable' ? `${api}: VOD gives no readable answer` : message;
  const id = requestId === undefined ? '' : `; request id ${requestId}`;
  return `${api} is answered ${code}: ${lookUp(api, code).why}${id}`;
}

export const CREDENTIALS: Check<SourceContext> = {
  name: 'credentials',
  look: async ({ eventConfig, source }) => {
    const answer = await eventConfig();
    if (!(answer instanceof VodCallError)) return ok('VOD accepts the keys');
    const { code = '', errorClass } = answer;
    // Whoever is told this has been recognized.
    if (isDenied(answer) || code === SUB_APP_ID) return ok('VOD knows the keys');
    if (errorClass === 'unreachable') {
      return wrong(
        answerOf(answer),
        `See whether ${source.endpoint} can be reached from here: name service, proxy, firewall.`,
      );
    }
    if (errorClass === 'configuration') return wrong(answerOf(answer), todoOf(code));
    return skipped(answerOf(answer), 'Run it again in a moment.');
  },
};

export const SUB_APP: Check<SourceContext> = {
  name: 'SubAppId',
  look: async ({ eventConfig, source: { subAppId } }) => {
    const answer = await eventConfig();
    const given = subAppId === undefined ? 'none is given' : `${subAppId} is given`;
    if (!(answer instanceof VodCallError)) {
      return ok(
        subAppId === undefined
          ? 'none is given, which is the main application of the account'
          : `${subAppId} is an application of the account`,
      );
    }
    if (answer.code === SUB_APP_ID) {
      return wrong(
        `${given}; ${answerOf(answer)}`,
        'Set VOD_SUB_APP_ID to the id of an application of this account. Accounts that activated VOD from 2023-12-25 on need one in any case.',
      );
    }
    return skipped(isDenied(answer) ? 'may not be looked at, see mode' : 'cannot be looked at, see credentials');
  },
};

export const MODE: Check<SourceContext> = {
  name: 'mode',
  look: async ({ eventConfig }) => {
    const answer = await eventConfig();
    if (answer instanceof VodCallError) {
      if (!isDenied(answer)) return skipped('cannot be looked at, see credentials');
      return skipped(
        `${answerOf(answer)}. Events may flow all the same`,
        'To have it looked at, allow these keys the action vod:DescribeEventConfig in CAM.',
      );
    }
    const { Mode: mode, NotificationUrl: url } = answer;
    if (mode === 'PULL') return ok('PULL: events come into the queue');
    return wrong(
      `${mode ?? 'not told'}: no event comes into the queue${url === undefined ? '' : `; VOD posts them to ${originOf(url)}`}`,
      'Set it to PULL (reliable notification) in the console of VOD, or let --fix do it.',
    );
  },
};

export const SWITCHES: Check<SourceContext> = {
  name: 'switches',
  look: async ({ eventConfig, source }) => {
    const answer = await eventConfig();
    if (answer instanceof VodCallError) return skipped('cannot be looked at, see mode or credentials');
    const off = EVENT_SWITCHES.filter((name) => answer[name] !== 'ON');
    const missed = off.filter((name) => isWanted(source.routes, name));
    if (missed.length > 0) return missed.map((name) => missedFinding(name));
    if (off.length === 0) return ok('all three are ON');
    return ok(`${off.join(', ')} OFF; no route is for ${off.map((name) => SWITCHED_EVENTS[name]).join(', ')}`);
  },
};

function missedFinding(name: EventSwitch): Finding {
  const type = SWITCHED_EVENTS[name];
  return warning(
    `${name} is OFF: ${type} never arrives, and there is a route for it`,
    `Switch it ON, or let --fix do it, if ${type} is wanted.`,
  );
}

/** Whether a route is for such events: told by one in its full documented shape, because routes may have conditions. */
export function isWanted(routes: RouteTable, name: EventSwitch): boolean {
  const type = SWITCHED_EVENTS[name];
  const { [payloadFieldOf(type) ?? '']: payload } = sampleEvent(type) as unknown as Record<string, object>;
  const route = routes({ type, payload: payload ?? {}, key: 'doctor', source: 'doctor' } as Parameters<RouteTable>[0]);
  return route !== undefined && route.kind !== 'ignore';
}

/** Without path and query, which may hold whatever lets somebody in. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'a URL that cannot be read';
}

function todoOf(code: string): string {
  if (code === 'AuthFailure.SignatureExpire') return 'Set the clock of this machine, best by NTP.';
  if (code === 'AuthFailure.TokenFailure')
    return 'Get new temporary keys: secret id, secret key and token belong together.';
  if (code.startsWith('AuthFailure'))
    return 'Compare secret id and secret key with those in the console of CAM; a key may be disabled there.';
  if (code.startsWith('FailedOperation') || code.startsWith('ResourceNotFound'))
    return 'Look into the console of VOD: the account must be in order and VOD be activated.';
  if (code.startsWith('Ip')) return 'Have this IP address let in, in CAM.';
  return 'Compare endpoint and keys with those of the account.';
}
