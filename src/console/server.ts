/**
 * The HTTP side of the console: the page for everybody who may reach it, and behind a token what the page shows. Nothing is logged but mistakes of
 * its own; a payload leaves only as the answer to the question for one event.
 */
import type { Client } from '@temporalio/client';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import * as z from 'zod';
import { vodEvents, type EventControl, type ShownEvent } from '../client';
import { SOURCE_NAME } from '../core/contract';
import { CONSOLE_TEMPORAL_TIMEOUT_MS, DEADLINE_MARGIN_MS, MAX_REASON_LENGTH, WINDOW_MS } from '../core/defaults';
import { bearerOf, isOwnHost, isToken, SECURITY_HEADERS } from './access';
import type { Calls } from './calls';
import { OpenEvents } from './open-events';
import { pageFiles } from './page-files';
import { problemWith, Refusal, refusalOf } from './refusals';
import { SourceWatch } from './source-watch';
import type { EventsView, Problem, RefusalView, SourceState, StateView } from './views';

export interface ConsoleServerDeps {
  client: Client;
  calls: Calls;
  temporal: StateView['temporal'];
  token: string;
  /** The address it will be bound to. */
  host: string;
  allowChanges: boolean;
  /** Told of mistakes of ours, which no request should cause. */
  onMistake: (error: unknown) => void;
}

const BODY_LIMIT_BYTES = 16 * 1_024;

export function createConsoleServer(deps: ConsoleServerDeps): FastifyInstance {
  const refuse = (error: unknown, _request: FastifyRequest, reply: FastifyReply): void => {
    const { code, message, status, cause } = refusalOf(error);
    if (code === 'internal-error') deps.onMistake(cause);
    void reply
      .code(status)
      .headers(SECURITY_HEADERS)
      .send({ code, message } satisfies RefusalView);
  };
  const server = fastify({ logger: false, bodyLimit: BODY_LIMIT_BYTES, frameworkErrors: refuse });
  server.setErrorHandler(refuse);
  server.setNotFoundHandler(() => {
    throw new Refusal('not-found');
  });
  // Everything else would be text that a form of another page can send.
  server.removeContentTypeParser('text/plain');
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(SECURITY_HEADERS);
    done(isOwnHost(request.headers.host, deps.host) ? undefined : new Refusal('wrong-host'));
  });
  for (const { path, type, content } of pageFiles())
    server.get(path, (_request, reply) => reply.type(type).send(content));
  void server.register(
    (api, _options, done) => {
      api.addHook('onRequest', ({ headers }, _reply, next) => {
        next(isToken(bearerOf(headers.authorization), deps.token) ? undefined : new Refusal('wrong-token'));
      });
      addViews(api, deps);
      done();
    },
    { prefix: '/api' },
  );
  return server;
}

const EVENT = z.object({ source: z.string().regex(SOURCE_NAME), key: z.string().min(1).max(1_000) });
const DISCARDED = EVENT.extend({ reason: z.string().trim().min(1).max(MAX_REASON_LENGTH) });
const AFTER = z.object({ after: z.coerce.number().int().nonnegative().catch(0) });

function addViews(api: FastifyInstance, { client, calls, temporal, allowChanges }: ConsoleServerDeps): void {
  const watch = new SourceWatch(client, calls);
  const open = new OpenEvents(client);
  const state = stateReader(() => withinTime(() => watch.sources()));
  const withinTime = <T>(call: () => Promise<T>): Promise<T> => calls.within(CONSOLE_TEMPORAL_TIMEOUT_MS, call);
  const event = (of: { source: string; key: string }): EventControl => vodEvents(client).event(of.key, of.source);

  api.get('/state', async ({ query }): Promise<StateView> => {
    const known = await state();
    const points = watch.points(AFTER.parse(query).after);
    const window = { windowMs: WINDOW_MS, marginMs: DEADLINE_MARGIN_MS };
    return { now: Date.now(), temporal, allowChanges, window, ...known, ...points };
  });
  api.get('/events', (): Promise<EventsView> => withinTime(() => open.list()));
  api.get('/event', ({ query }): Promise<ShownEvent> => {
    return withinTime(() => event(checked(EVENT, query)).show());
  });
  const decision = (path: string, decide: (body: unknown) => Promise<void>): void => {
    api.post(path, async ({ body }, reply) => {
      if (!allowChanges) throw new Refusal('read-only');
      await decide(body);
      open.expire();
      return reply.code(204).send();
    });
  };
  decision('/event/retry', (body) => withinTime(() => event(checked(EVENT, body)).retry()));
  decision('/event/discard', (body) => {
    const { reason, ...identity } = checked(DISCARDED, body);
    return withinTime(() => event(identity).discard({ reason }));
  });
}

/** What is known of the sources. While Temporal is away it is what was known before, and says so. */
function stateReader(
  read: () => Promise<SourceState[]>,
): () => Promise<Pick<StateView, 'sources' | 'asOf' | 'problem'>> {
  let sources: SourceState[] = [];
  let asOf: number | undefined;
  let problem: Problem | undefined;
  return async () => {
    try {
      sources = await read();
      asOf = Date.now();
      problem = undefined;
    } catch (error) {
      problem = { message: problemWith(error), since: problem?.since ?? Date.now() };
    }
    return { sources, ...(asOf !== undefined && { asOf }), ...(problem && { problem }) };
  };
}

function checked<T>(schema: z.ZodType<T>, given: unknown): T {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Refusal('bad-request');
}
