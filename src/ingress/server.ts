/**
 * The HTTP side of the ingress: one path that takes VOD's callbacks, and two probes. Whatever is not answered with 200 is refused with a code;
 * nothing a client sends makes it fail in another way.
 */
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type onRequestHookHandler,
} from 'fastify';
import { INGRESS_REQUEST_TIMEOUT_MS, MAX_INGRESS_REQUESTS } from '../core/defaults';
import { shownEventType } from '../core/event-type';
import type { Observe } from '../core/observe';
import { readCallback, type Callback } from './callback';
import { LIVENESS_PATH, READINESS_PATH } from './probes';
import { RefusalLog } from './refusal-log';
import { Refusal, type RefusalCode } from './refusals';

export interface IngressServerDeps {
  path: string;
  /** Callback keys; none takes what is not signed. */
  keys: readonly string[];
  bodyLimitBytes: number;
  /** Resolves with the id of the event's batch once Temporal has it; see `startBatch`. */
  take: (callback: Callback) => Promise<string>;
  /** Whether Temporal can be reached. */
  isReady: () => Promise<boolean>;
  source: string;
  observe: Observe;
  /** Aborted when the process is to end: nothing new is taken, what is under way is answered. */
  stop: AbortSignal;
}

/** The codes of Fastify's own refusals. */
const FASTIFY_CODES: Record<string, RefusalCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'wrong-content-type',
};

export function createIngressServer(deps: IngressServerDeps): FastifyInstance {
  const refusals = new RefusalLog(deps.source, deps.observe);
  const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const refusal = refusalOf(error);
    refusals.add(refusal, request.socket.remoteAddress ?? 'unknown');
    const { code, message, status, headers } = refusal;
    void reply.code(status).headers(headers).send({ code, message });
  };
  const server = fastify({
    logger: false,
    bodyLimit: deps.bodyLimitBytes,
    requestTimeout: INGRESS_REQUEST_TIMEOUT_MS,
    // Node looks for requests that take too long every half minute by default, and takes the longer of two limits for that of the request.
    http: { connectionsCheckingInterval: 1_000, headersTimeout: INGRESS_REQUEST_TIMEOUT_MS },
    // Refused here, in the same form as everything else.
    return503OnClosing: false,
    frameworkErrors: refuse,
  });
  server.setErrorHandler(refuse);
  server.addHook('onRequest', (request, _reply, done) => {
    done(request.is404 ? noSuchRoute(request, deps.path) : undefined);
  });
  // A connection that is kept alive would keep the process.
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (deps.stop.aborted) void reply.header('connection', 'close');
    done(null, payload);
  });
  // What is not JSON is refused by its type; what is, as the bytes that came.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  addProbes(server, deps);
  addCallbacks(server, deps);
  return server;
}

function addProbes(server: FastifyInstance, { isReady, stop }: IngressServerDeps): void {
  server.get(LIVENESS_PATH, () => ({ live: true }));
  server.get(READINESS_PATH, async (_request, reply) => {
    const ready = !stop.aborted && (await isReady());
    return reply.code(ready ? 200 : 503).send({ ready });
  });
}

function addCallbacks(server: FastifyInstance, { path, keys, take, source, observe, stop }: IngressServerDeps): void {
  let underWay = 0;
  const onRequest: onRequestHookHandler = (_request, reply, done) => {
    if (stop.aborted) return done(new Refusal('shutting-down'));
    if (underWay >= MAX_INGRESS_REQUESTS) return done(new Refusal('busy'));
    underWay++;
    // Once, whether it is answered or the client goes away.
    reply.raw.once('close', () => underWay--);
    done();
  };
  server.post(path, { onRequest }, async ({ query, body }) => {
    if (!(body instanceof Uint8Array)) throw new Refusal('wrong-content-type');
    const callback = readCallback({ query: query as Record<string, unknown>, body }, keys, Date.now());
    const batch = await take(callback);
    observe('ingress:event:taken', { source, batch, eventType: shownEventType(callback.event) });
    return { batch };
  });
}

function noSuchRoute({ url }: FastifyRequest, path: string): Refusal {
  const [asked = ''] = url.split('?', 1);
  if (asked === path) return new Refusal('wrong-method', { headers: { allow: 'POST' } });
  if (asked === LIVENESS_PATH || asked === READINESS_PATH) {
    return new Refusal('wrong-method', { headers: { allow: 'GET, HEAD' } });
  }
  return new Refusal('not-found');
}

/** Fastify's errors have its codes, or at least the status of a client's mistake. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>;
  const known = FASTIFY_CODES[code];
  if (known) return new Refusal(known);
  return new Refusal(statusCode < 500 ? 'bad-request' : 'internal-error', { cause: error });
}
