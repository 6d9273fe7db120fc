import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { type Answer, json, send } from './answers';
import { checked, InvalidEmulatorInputError } from './errors';
import { readBody } from './http';
import type { EmulatorEventConfig } from './event-config';
import type { Journal } from './journal';
import type { EmulatorStats } from './ledger';
import type { Switches } from './switches';

export const CONTROL_PATH = '/_emulator/';

/** Enough for some 50,000 events at once. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** What the control steers. What it passes on came over the network and is checked there; problems are InvalidEmulatorInputError. */
export interface ControlDeps {
  readonly journal: Journal;
  readonly enqueue: (events: unknown, subAppId: number | undefined) => number[];
  readonly armFault: (spec: unknown) => void;
  readonly clearFaults: () => void;
  readonly setSwitches: (change: unknown) => Switches;
  readonly setEventConfig: (change: unknown, subAppId: number | undefined) => EmulatorEventConfig;
  readonly stats: () => EmulatorStats;
}

type Route = (input: { readonly body: unknown; readonly query: URLSearchParams }) => Answer;

const eventsSchema = z.strictObject({
  subAppId: z.int().min(0).optional(),
  events: z.array(z.unknown()),
});

const eventConfigChangeSchema = z.strictObject({
  subAppId: z.int().min(0).optional(),
  eventConfig: z.record(z.string(), z.unknown()),
});

/**
 * Steers an emulator from other processes, in plain JSON and unsigned:
 *
 * - `POST events`: an array of events, or `{ subAppId, events }`; answers `{ ids }`
 * - `POST faults`: one fault; `times` may be `"Infinity"`; answers `{}`
 * - `DELETE faults`: disarms all; answers `{}`
 * - `PUT switches`: some or all switches; answers all of them
 * - `PUT eventConfig`: `{ subAppId, eventConfig }` with some or all of its members; answers all of them
 * - `GET stats`
 * - `GET journal?since=N`: the entries kept from `seq` N on, and as `next` the N to ask for next
 *
 * Errors are `{ error }` with one line and status 400, 404, 405 or 413.
 */
export class Control {
  readonly #routes: ReadonlyMap<string, ReadonlyMap<string, Route>>;

  constructor(deps: ControlDeps) {
    this.#routes = new Map(
      Object.entries(routes(deps)).map(([name, byMethod]) => [name, new Map(Object.entries(byMethod))]),
    );
  }

  async serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '', 'http://emulator');
    const byMethod = this.#routes.get(url.pathname.slice(CONTROL_PATH.length));
    const body = await readBody(req, MAX_BODY_BYTES);
    if (byMethod === undefined) {
      const known = [...this.#routes.keys()].join(', ');
      return send(
        res,
        json(404, { error: `${url.pathname} does not exist; under ${CONTROL_PATH} there are ${known}.` }),
      );
    }
    const route = byMethod.get(req.method ?? '');
    if (route === undefined) {
      return send(res, json(405, { error: `${url.pathname} takes ${[...byMethod.keys()].join(' and ')} only.` }));
    }
    if (body === undefined) {
      return send(res, json(413, { error: `The body is larger than ${MAX_BODY_BYTES} bytes; send it in parts.` }));
    }
    send(res, answer(route, body, url.searchParams));
  }
}

function answer(route: Route, body: Buffer, query: URLSearchParams): Answer {
  try {
    return route({ body: body.length > 0 ? JSON.parse(body.toString('utf8')) : undefined, query });
  } catch (error) {
    if (error instanceof SyntaxError) return json(400, { error: 'The body is not JSON.' });
    if (error instanceof InvalidEmulatorInputError) return json(400, { error: error.message });
    throw error;
  }
}

function routes(deps: ControlDeps): Record<string, Record<string, Route>> {
  return {
    events: {
      POST: ({ body }) => {
        const { events, subAppId } = checked('events', eventsSchema, Array.isArray(body) ? { events: body } : body);
        return json(200, { ids: deps.enqueue(events, subAppId) });
      },
    },
    faults: {
      POST: ({ body }) => {
        deps.armFault(body);
        return json(200, {});
      },
      DELETE: () => {
        deps.clearFaults();
        return json(200, {});
      },
    },
    switches: { PUT: ({ body }) => json(200, deps.setSwitches(body)) },
    eventConfig: {
      PUT: ({ body }) => {
        const { eventConfig, subAppId } = checked('eventConfig', eventConfigChangeSchema, body);
        return json(200, deps.setEventConfig(eventConfig, subAppId));
      },
    },
    stats: { GET: () => json(200, deps.stats()) },
    journal: { GET: ({ query }) => journal(deps.journal, query.get('since') ?? '0') },
  };
}

function journal(entries: Journal, since: string): Answer {
  if (!/^\d{1,15}$/.test(since)) return json(400, { error: 'since is not a whole number from 0.' });
  return json(200, { entries: entries.entries(Number(since)), next: entries.nextSeq });
}
