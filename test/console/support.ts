/** The console over a real system, and a real browser before it. */
import { Client, Connection, type WorkflowClientInterceptor } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { vodEvents, vodEventsDataConverter } from '../../src/client';
import { startConsole, type RunningConsole } from '../../src/console/run';
import { eventId } from '../../src/core/contract';
import { debianPrograms } from '../support/programs';
import { startSystem, until, type System } from '../support/system';

/** What a browser complained of, which fails the test. */
const errors: string[] = [];

export interface ConsoleUnderTest extends RunningConsole {
  /** Without the token. */
  origin: string;
  token: string;
  /** Calls to Temporal so far: queries, which cost an action each, and looks at a poller, which cost nothing. */
  asked: { queries: number; looks: number };
  /** A call as its page makes it. */
  call(path: string, init?: RequestInit): Promise<Response>;
}

interface Options {
  allowChanges?: boolean;
  /** Another way to the server than the straight one. */
  address?: string;
}

/** Over a connection of its own, as the command has it. */
export async function startConsoleUnderTest({ allowChanges = true, address }: Options = {}): Promise<ConsoleUnderTest> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const reconnect = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 100 };
  const connection = Connection.lazy({ ...connectionOptions, ...(address && { address }), channelArgs: reconnect });
  const mistakes: unknown[] = [];
  const asked = { queries: 0, looks: 0 };
  const counting: WorkflowClientInterceptor = {
    query: (input, next) => (asked.queries++, next(input)),
    describe: (input, next) => (asked.looks++, next(input)),
  };
  const running = await startConsole({
    client: new Client({
      connection,
      namespace,
      dataConverter: vodEventsDataConverter(),
      interceptors: { workflow: [counting] },
    }),
    temporal: { address: address ?? String(connectionOptions.address), namespace, ui: 'http://temporal.example.com' },
    host: '127.0.0.1',
    port: 0,
    allowChanges,
    onMistake: (error) => mistakes.push(error),
  });
  const [origin = '', token = ''] = running.address.split('/#token=');
  return {
    ...running,
    origin,
    token,
    asked,
    call: (path, init) =>
      fetch(`${origin}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init?.headers } }),
    async stop() {
      await running.stop();
      await connection.close();
      expect(mistakes).toEqual([]);
    },
  };
}

/** A system whose handlers park what says so. The events are handed over by a batch, as those of a pump are. */
export async function startParkingSystem(): Promise<System> {
  const handler = ({ payload: { Fails } }: { payload: { Fails?: string } }): void => {
    if (Fails !== undefined && !mended) throw Object.assign(new Error(`It said: ${Fails}`), { name: 'CatalogueAway' });
  };
  return startSystem({ routes: { '*': { handler, retry: { maximumAttempts: 1 } } }, quickBudgetMs: 200 });
}

let mended = false;
/** From now on the handlers succeed, or fail again. */
export const mend = (is = true): void => void (mended = is);

/** Has VOD report an event whose handler fails, and waits until it is parked and every list shows it. */
export async function park(system: System, taskId: string, more: object = {}): Promise<string> {
  const payload = { TaskId: taskId, Fails: `no title for ${taskId}`, ...more };
  system.emulator.enqueue([{ EventType: 'PullComplete', PullCompleteEvent: payload }]);
  const { parked } = vodEvents(system.client);
  return until(`${taskId} parked`, async () => {
    for await (const { key, failure } of parked.list({ source: system.source })) {
      if (failure?.message.includes(`no title for ${taskId}`)) return key;
    }
    return undefined;
  });
}

/** How the workflow of an event has ended. */
export const resultOf = (system: System, key: string): Promise<unknown> =>
  system.client.workflow.getHandle(eventId(system.source, key)).result();

/** Debian's, which is installed where there is none. */
export async function startBrowser(): Promise<Browser> {
  const { chromium: executablePath } = await debianPrograms('chromium', 'chromium');
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] });
}

/** A page of the console, which has what it shows. What it complains of fails the test. */
export async function openPage(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => errors.push(message));
  page.on('console', (said) => {
    // A refused call is one that the page shows.
    if (said.type() === 'error' && !said.text().startsWith('Failed to load resource')) errors.push(said.text());
  });
  await page.goto(address);
  return page;
}

/** How texts stand out from their ground, by the formula of WCAG 2; of all that are seen. Disabled controls are exempt there. */
export function contrasts(page: Page): Promise<{ text: string; contrast: number }[]> {
  return page.evaluate(CONTRASTS);
}

/** Runs in the page, hence as text. */
const CONTRASTS = `(() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, alpha = 1] = channels(getComputedStyle(at).backgroundColor);
      if (alpha === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const { textContent, parentElement: element } = texts.currentNode;
    const isSeen = element.checkVisibility() && element.getClientRects().length > 0;
    if (!textContent.trim() || !isSeen || element.closest(':disabled, .unseen, .skip')) continue;
    const [one, other] = [luminance(channels(getComputedStyle(element).color)), luminance(groundOf(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    found.push({ text: textContent.trim().slice(0, 40), contrast });
  }
  return found;
})()`;

afterEach(() => expect(errors.splice(0)).toEqual([]));
