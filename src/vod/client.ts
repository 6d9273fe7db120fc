import type { EventEmitter } from 'node:events';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { vod } from 'tencentcloud-sdk-nodejs-vod';
import { CONFIRM_TIMEOUT_MS, EVENT_CONFIG_TIMEOUT_MS, MAX_EVENTS_PER_CALL, PULL_TIMEOUT_MS } from '../core/defaults';
import type { RawEvent, VodApi } from './api';
import { classify } from './classify';
import { DEFAULT_ENDPOINT, parseEndpoint, type Endpoint } from './endpoint';
import { NoKeysError, VodCallAbortedError, VodCallError, type VodCallFacts } from './errors';
import { readEventConfig, type EventConfig, type EventConfigChange } from './event-config';

/** The keys of the API. `token` goes with temporary ones. Checked before each call, because a provider may return anything. */
export interface Credential {
  secretId?: string;
  secretKey?: string;
  token?: string;
}

/** Asked before every call. Those of Tencent's SDK fit; one of your own must cache by itself. */
export interface CredentialProvider {
  getCredential(): Promise<Credential>;
  /** Told when VOD does not accept these keys, so that they are not given again. */
  refused?(keys: Credential): void;
}

export interface VodClientOptions {
  /** Name of the source, for messages. */
  source: string;
  /** Full URL. Default `https://vod.tencentcloudapi.com`. What is accepted: see `parseEndpoint`. */
  endpoint?: string;
  /** The VOD application. Must be given for accounts that activated VOD from 2023-12-25 on. API document PullEvents. */
  subAppId?: number;
  /** Reserved by VOD; sent as it is. */
  extInfo?: string;
  credential: Credential | CredentialProvider;
  /** Hard limit of one pull, in ms, from call to parsed answer. Default 10 000. */
  pullTimeoutMs?: number;
  /** The same for one confirm. Default 5 000. */
  confirmTimeoutMs?: number;
  /** The same for one of the other calls. Default 5 000. */
  eventConfigTimeoutMs?: number;
}

interface CallOptions {
  /** Ends the call with a `VodCallAbortedError`. May live as long as the process: nothing stays attached to it. */
  signal?: AbortSignal;
  /** Sent as `X-TC-TraceId`, by which Tencent finds the call. Default a new UUID. */
  traceId?: string | undefined;
}

/** The calls. All throw {@link VodCallError}, whatever went wrong, and {@link VodCallAbortedError}. None repeats anything. */
export interface VodClient {
  /**
   * One long poll: returns at once when there are events, otherwise after at most 5 s. An empty queue in all its forms (`EventSet`
   * null, missing or `[]`, error code `ResourceNotFound`) is `[]`. The elements are passed on unchecked.
   *
   * Aborting a pull that VOD has already answered hides its events for 30 s: let it come back where there is time.
   */
  pullEvents(options?: CallOptions): Promise<{ events: RawEvent[]; requestId?: string }>;
  /**
   * Confirms 1 to 16 handles in one call; one given twice is sent once. Other numbers, and handles that are not non-empty strings, fail
   * with class `bug` before anything is sent.
   */
  confirmEvents(handles: readonly string[], options?: CallOptions): Promise<{ requestId?: string }>;
  /** How the events of the application are handed out. Takes no event. VOD allows 20 calls a second, as of the next two. */
  describeEventConfig(options?: CallOptions): Promise<{ config: EventConfig; requestId?: string }>;
  /** Changes that. `PULL` ends the posting of events to a URL, `PUSH` the filling of the queue. */
  modifyEventConfig(change: EventConfigChange, options?: CallOptions): Promise<{ requestId?: string }>;
  /**
   * About how many events wait to be pulled, as it was some three minutes ago: a figure to watch, and nothing to decide a pull by.
   * `undefined` when the answer has no such number. API document DescribeEventsState.
   */
  describeEventsState(options?: CallOptions): Promise<{ eventsToPull: number | undefined; requestId?: string }>;
  /** Closes the idle sockets. Calls under way go on, and so may new ones. */
  close(): void;
}

/** Idle sockets are closed after this, as by Node's own agent: one that the far end has closed meanwhile would cost a failed call. */
const IDLE_SOCKET_MS = 5_000;

/** @throws TypeError when the endpoint is not acceptable; the message says why. */
export function createVodClient(options: VodClientOptions): VodClient {
  const { source, subAppId, extInfo, pullTimeoutMs = PULL_TIMEOUT_MS, confirmTimeoutMs = CONFIRM_TIMEOUT_MS } = options;
  const configTimeoutMs = options.eventConfigTimeoutMs ?? EVENT_CONFIG_TIMEOUT_MS;
  const endpoint = parseEndpoint(options.endpoint ?? DEFAULT_ENDPOINT);
  if ('problem' in endpoint) throw new TypeError(`Source ${source}: ${endpoint.problem}`);
  const agent = createAgent(endpoint);
  const call = createCall(options, endpoint, agent);
  const sharedFields = { SubAppId: subAppId, ExtInfo: extInfo };
  return {
    async pullEvents(options = {}) {
      const answer = await call('PullEvents', sharedFields, pullTimeoutMs, options);
      const events = answer.EventSet ?? [];
      const requestId = requestIdOf(answer);
      if (!isEventSet(events)) {
        // Nothing of such an answer can be confirmed, and VOD delivers its events again: as good as no answer.
        const what = 'the answer had an EventSet that is not a list';
        throw new VodCallError({ api: 'PullEvents', source, errorClass: 'unreachable', what, requestId });
      }
      return { events, requestId };
    },
    async confirmEvents(handles, options = {}) {
      const what = problemOfHandles(handles);
      if (what !== undefined) throw new VodCallError({ api: 'ConfirmEvents', source, errorClass: 'bug', what });
      const fields = { EventHandles: [...new Set(handles)], ...sharedFields };
      return { requestId: requestIdOf(await call('ConfirmEvents', fields, confirmTimeoutMs, options)) };
    },
    async describeEventConfig(options = {}) {
      const answer = await call('DescribeEventConfig', { SubAppId: subAppId }, configTimeoutMs, options);
      return { config: readEventConfig(answer), requestId: requestIdOf(answer) };
    },
    async modifyEventConfig(change, options = {}) {
      const fields = { ...change, SubAppId: subAppId };
      return { requestId: requestIdOf(await call('ModifyEventConfig', fields, configTimeoutMs, options)) };
    },
    async describeEventsState(options = {}) {
      const answer = await call('DescribeEventsState', { SubAppId: subAppId }, configTimeoutMs, options);
      const { CountOfEventsToPull: count } = answer;
      return { eventsToPull: typeof count === 'number' ? count : undefined, requestId: requestIdOf(answer) };
    },
    close() {
      for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
    },
  };
}

type Call = (api: VodApi, fields: object, timeoutMs: number, options: CallOptions) => Promise<Answer>;

function createCall({ source, credential }: VodClientOptions, endpoint: Endpoint, agent: HttpAgent): Call {
  let signingKeys: Credential = {};
  const sdk = new vod.v20180717.Client({
    credential: { getCredential: () => Promise.resolve(signingKeys) },
    // The SDK's own timeout counts headers and body apart, and leaves a timer behind when a body breaks off: 0 turns it off.
    profile: { httpProfile: { protocol: endpoint.protocol, endpoint: endpoint.host, reqTimeout: 0, agent } },
  });
  return async (api, fields, timeoutMs, { signal: callerSignal, traceId }) => {
    if (callerSignal?.aborted) throw new VodCallAbortedError(api, source, callerSignal.reason);
    const about = { api, source };
    const headers: Record<string, string> = traceId === undefined ? {} : { 'X-TC-TraceId': traceId };
    let secrets: string[] = [];
    let refused = (): void => {};
    const send = async (signal: AbortSignal): Promise<Answer> => {
      const keys = await obtainKeys(credential, about);
      secrets = [keys.secretId, keys.secretKey, keys.token].filter((key) => key !== undefined);
      // `request` reads the keys before it first waits, so that calls side by side cannot swap theirs.
      signingKeys = keys;
      if ('getCredential' in credential) refused = () => credential.refused?.(keys);
      return toAnswer(await sdk.request(api, fields, { signal, headers }), about);
    };
    try {
      return await withDeadline(send, { timeoutMs, callerSignal });
    } catch (thrown) {
      if (thrown === CALLER_ABORTED) throw new VodCallAbortedError(api, source, callerSignal?.reason);
      if (thrown instanceof VodCallError) throw thrown;
      if (thrown === DEADLINE_PASSED) {
        throw new VodCallError({
          ...about,
          errorClass: 'unreachable',
          what: `no complete answer within ${timeoutMs} ms`,
        });
      }
      const { errorClass, ...facts } = classify(api, thrown);
      if (errorClass === 'empty') return { RequestId: facts.requestId };
      if (facts.code?.startsWith('AuthFailure')) refused();
      throw new VodCallError({ ...about, ...facts, errorClass, thrown, secrets });
    }
  };
}

/** An agent of our own also keeps the SDK from sending even loopback calls through `http_proxy`. */
function createAgent({ protocol }: Endpoint): HttpAgent {
  const agentOptions = { keepAlive: true, scheduling: 'lifo', timeout: IDLE_SOCKET_MS } as const;
  return protocol === 'https://' ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);
}

const CALLER_ABORTED = new Error('aborted by the caller');
const DEADLINE_PASSED = new Error('deadline passed');

/**
 * Runs `run` until it settles, the time is up or the caller aborts, whichever is first, and then leaves neither timer nor listener.
 * Not `AbortSignal.any`: each use stays registered with a long-lived signal (measured, Node 20.20).
 *
 * The signal given to `run` is also aborted when `run` fails: the SDK does not read the bodies of HTTP errors, and an unread body holds
 * on to its socket.
 */
function withDeadline<T>(
  run: (signal: AbortSignal) => Promise<T>,
  { timeoutMs, callerSignal }: { timeoutMs: number; callerSignal?: AbortSignal },
): Promise<T> {
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const cleanUp = (): void => {
      clearTimeout(timer);
      callerSignal?.removeEventListener('abort', onCallerAbort);
    };
    const fail = (reason: Error): void => {
      cleanUp();
      reject(reason);
      controller.abort();
    };
    const onCallerAbort = (): void => fail(CALLER_ABORTED);
    const timer = setTimeout(() => fail(DEADLINE_PASSED), timeoutMs);
    callerSignal?.addEventListener('abort', onCallerAbort, { once: true });
    run(controller.signal).then((value) => {
      cleanUp();
      resolve(value);
    }, fail);
  });
}

type CallOf = Pick<VodCallFacts, 'api' | 'source'>;

async function obtainKeys(credential: Credential | CredentialProvider, about: CallOf): Promise<Credential> {
  const keys = 'getCredential' in credential ? await askProvider(credential, about) : credential;
  const problem = problemOfKey('SecretId', keys.secretId) ?? problemOfKey('SecretKey', keys.secretKey);
  if (problem === undefined) return keys;
  throw new VodCallError({ ...about, errorClass: 'configuration', what: problem });
}

async function askProvider(provider: CredentialProvider, about: CallOf): Promise<Credential> {
  try {
    return await provider.getCredential();
  } catch (thrown) {
    // The providers of Tencent's SDK keep a failed request for ever in these fields: one failure would be the last try until a restart.
    for (const task of ['roleNameTask', 'credentialTask']) {
      if (task in provider) Reflect.set(provider, task, null);
    }
    if (thrown instanceof NoKeysError)
      throw new VodCallError({ ...about, errorClass: 'configuration', what: thrown.message });
    const hint = thrown instanceof Error ? thrown.message : undefined;
    throw new VodCallError({
      ...about,
      errorClass: 'unreachable',
      what: 'no keys from the credential provider',
      hint,
      thrown,
    });
  }
}

/** The SDK would send `undefined` as a key, and a stray line end (a mounted secret often has one) fails without naming its cause. */
function problemOfKey(name: string, key: string | undefined): string | undefined {
  if (typeof key !== 'string' || key === '') return `there is no ${name}`;
  return /^[\x21-\x7e]+$/.test(key)
    ? undefined
    : `the ${name} has a space, a line end or another character that no key has`;
}

function problemOfHandles(handles: readonly unknown[]): string | undefined {
  if (handles.length < 1 || handles.length > MAX_EVENTS_PER_CALL) {
    return `a call takes 1 to ${MAX_EVENTS_PER_CALL} handles, not ${handles.length}`;
  }
  return handles.every((handle) => typeof handle === 'string' && handle !== '')
    ? undefined
    : 'a handle is not a non-empty string';
}

/** The `Response` of an answer without an error. */
type Answer = Readonly<Record<string, unknown>>;

function toAnswer(response: unknown, about: CallOf): Answer {
  if (isAnswer(response)) return response;
  silence(response);
  throw new VodCallError({
    ...about,
    errorClass: 'unreachable',
    what: 'the answer had a Response that is not an object',
  });
}

function isAnswer(response: unknown): response is Answer {
  return typeof response === 'object' && response !== null && !Array.isArray(response) && !isEmitter(response);
}

/** The SDK turns `text/event-stream` into an emitter around a line reader. An error of either that nobody listens to ends the process. */
function silence(response: unknown): void {
  if (!isEmitter(response)) return;
  const lines: unknown = Reflect.get(response, 'readline');
  for (const emitter of [response, lines]) if (isEmitter(emitter)) emitter.on('error', () => {});
}

function isEmitter(value: unknown): value is Pick<EventEmitter, 'on'> {
  return typeof value === 'object' && value !== null && 'on' in value && typeof value.on === 'function';
}

function isEventSet(value: unknown): value is RawEvent[] {
  return Array.isArray(value);
}

function requestIdOf({ RequestId }: Answer): string | undefined {
  return typeof RequestId === 'string' && RequestId !== '' ? RequestId : undefined;
}
