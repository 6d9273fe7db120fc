import { EVENT_MODES, EVENT_SWITCHES } from '../../vod/event-config';
import { ApiError } from './api-error';
import type { EventConfigChange } from './event-config';

/** ConfirmEvents takes at most this many handles. API document ConfirmEvents. */
const MAX_HANDLES_PER_CONFIRM = 16;

interface CommonParameters {
  readonly subAppId: number | undefined;
  readonly extInfo: string | undefined;
}

interface PullEventsCall extends CommonParameters {
  readonly api: 'PullEvents';
}

export interface ConfirmEventsCall extends CommonParameters {
  readonly api: 'ConfirmEvents';
  readonly handles: readonly string[];
}

interface DescribeCall extends CommonParameters {
  readonly api: 'DescribeEventConfig' | 'DescribeEventsState';
}

export interface ModifyEventConfigCall extends CommonParameters {
  readonly api: 'ModifyEventConfig';
  readonly change: EventConfigChange;
}

export type VodCall = PullEventsCall | ConfirmEventsCall | DescribeCall | ModifyEventConfigCall;

/** Reads X-TC-Action and the body. Throws {@link ApiError} for anything the API document does not allow. */
export function readCall(action: string | undefined, body: Buffer): VodCall {
  switch (action) {
    case undefined:
      throw new ApiError('MissingParameter', 'The header X-TC-Action is missing.');
    case 'PullEvents': {
      const parameters = readParameters(body, ['SubAppId', 'ExtInfo']);
      return { api: action, ...readCommon(parameters) };
    }
    case 'ConfirmEvents': {
      const parameters = readParameters(body, ['EventHandles', 'SubAppId', 'ExtInfo']);
      return { api: action, ...readCommon(parameters), handles: readHandles(parameters.get('EventHandles')) };
    }
    case 'DescribeEventConfig':
    case 'DescribeEventsState':
      return { api: action, ...readCommon(readParameters(body, ['SubAppId'])) };
    case 'ModifyEventConfig': {
      const parameters = readParameters(body, ['SubAppId', 'Mode', 'NotificationUrl', ...EVENT_SWITCHES, 'SignKey']);
      return { api: action, ...readCommon(parameters), change: readChange(parameters) };
    }
    default:
      throw new ApiError('InvalidAction', `The API ${JSON.stringify(action)} is not one that the emulator knows.`);
  }
}

/** The members of the body; those that are `null` count as absent. */
function readParameters(body: Buffer, known: readonly string[]): ReadonlyMap<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw new ApiError('InvalidRequest', 'The body is not JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new ApiError('InvalidRequest', 'The body is not a JSON object.');
  }
  const parameters = new Map<string, unknown>(Object.entries(parsed).filter(([, value]) => value !== null));
  for (const name of parameters.keys()) {
    if (!known.includes(name)) throw new ApiError('UnknownParameter', `The parameter \`${name}\` is not recognized.`);
  }
  return parameters;
}

function readCommon(parameters: ReadonlyMap<string, unknown>): CommonParameters {
  const subAppId = parameters.get('SubAppId');
  if (subAppId !== undefined && (typeof subAppId !== 'number' || !Number.isSafeInteger(subAppId) || subAppId < 0)) {
    throw new ApiError('InvalidParameter', 'The parameter `SubAppId` is not an unsigned integer.');
  }
  const extInfo = parameters.get('ExtInfo');
  if (extInfo !== undefined && typeof extInfo !== 'string') {
    throw new ApiError('InvalidParameter', 'The parameter `ExtInfo` is not a string.');
  }
  return { subAppId, extInfo };
}

function readHandles(value: unknown): string[] {
  if (value === undefined) throw new ApiError('MissingParameter', 'The parameter `EventHandles` is missing.');
  if (!Array.isArray(value)) throw new ApiError('InvalidParameter', 'The parameter `EventHandles` is not a list.');
  const handles = value.filter((handle): handle is string => typeof handle === 'string');
  if (handles.length !== value.length) {
    throw new ApiError('InvalidParameter', 'The parameter `EventHandles` holds something else than strings.');
  }
  if (handles.length === 0 || handles.length > MAX_HANDLES_PER_CONFIRM) {
    throw new ApiError(
      'InvalidParameterValue',
      `The parameter \`EventHandles\` has ${handles.length} handles, 1 to ${MAX_HANDLES_PER_CONFIRM} are allowed.`,
    );
  }
  return handles;
}

/** The key that signs callbacks is checked and not kept: no call tells it. */
function readChange(parameters: ReadonlyMap<string, unknown>): EventConfigChange {
  const text = (name: string): string | undefined => {
    const value = parameters.get(name);
    if (value === undefined || typeof value === 'string') return value;
    throw new ApiError('InvalidParameter', `The parameter \`${name}\` is not a string.`);
  };
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined => {
    const value = text(name);
    const found = values.find((each) => each === value);
    if (value === undefined || found !== undefined) return found;
    throw new ApiError('InvalidParameterValue', `The parameter \`${name}\` is not ${values.join(' or ')}.`);
  };
  const signKey = text('SignKey');
  if (signKey !== undefined && !/^[A-Za-z0-9]{0,32}$/.test(signKey)) {
    throw new ApiError('InvalidParameterValue', 'The parameter `SignKey` is not at most 32 letters and digits.');
  }
  const given = {
    Mode: oneOf('Mode', EVENT_MODES),
    NotificationUrl: text('NotificationUrl'),
    ...Object.fromEntries(EVENT_SWITCHES.map((name) => [name, oneOf(name, ['ON', 'OFF'])])),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
