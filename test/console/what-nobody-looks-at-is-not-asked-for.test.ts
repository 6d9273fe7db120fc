import { setTimeout as sleep } from 'node:timers/promises';
import { vodEvents } from '../../src/client';
import { pollerId } from '../../src/core/contract';
import type { SourceState, StateView } from '../../src/console/views';
import { startEncryptedPoller } from '../support/encrypted-poller';
import { until, type System } from '../support/system';
import { startConsoleUnderTest, startParkingSystem, type ConsoleUnderTest } from './support';

let system: System;
let web: ConsoleUnderTest;
beforeAll(async () => {
  [system, web] = await Promise.all([startParkingSystem(), startConsoleUnderTest()]);
});
afterAll(async () => {
  await web?.stop();
  await system?.client.workflow.getHandle(pollerId(system.source)).terminate();
  await system?.stop();
});

/** Asks as a page does, until the source is as it is waited for. */
function untilSource(what: string, is: (source: SourceState) => boolean, name = system.source): Promise<SourceState> {
  return until(what, async () => {
    const { sources } = (await (await web.call('/api/state')).json()) as StateView;
    const found = sources.find(({ source }) => source === name);
    return found && is(found) && found;
  });
}

it('many pages cost what one costs, a state one query, and nobody nothing', async () => {
  expect(web.asked).toEqual({ queries: 0, looks: 0 });
  await untilSource(
    'a pump that runs, and its poller’s word for it',
    ({ pumping, since }) => pumping === true && since !== undefined,
  );
  // Others of this namespace may have come and gone: they were asked too.
  const { sources } = (await (await web.call('/api/state')).json()) as StateView;
  const { queries } = web.asked;

  const looks = web.asked.looks;
  await Promise.all(Array.from({ length: 50 }, () => web.call('/api/state')));
  expect(web.asked.looks - looks).toBeLessThanOrEqual(2 * sources.length + 10);
  expect(web.asked.queries - queries).toBeLessThan(10);

  const before = { ...web.asked };
  await sleep(1_500);
  expect(web.asked).toEqual(before);
});

it('one whose poller is encrypted with a key of others is there and hides none of the rest', async () => {
  const source = `${system.source}.encrypted`;
  const poller = await startEncryptedPoller(system.client, source, `${system.taskQueue}/nobody`);
  try {
    const unread = await untilSource('the one', ({ unreadable }) => unreadable === true, source);
    expect(unread).toMatchObject({ state: 'unknown', unanswered: expect.stringContaining('"theirs"') as string });
    await untilSource('the others', ({ state }) => state === 'running');
  } finally {
    await poller.terminate();
  }
});

it('a pause and a resume are seen', async () => {
  const poller = vodEvents(system.client).poller(system.source);
  await poller.pause();
  const paused = await untilSource('paused', ({ state }) => state === 'paused');
  expect(paused.pumping).toBeUndefined();
  await poller.resume();
  await untilSource('running', ({ state, pumping }) => state === 'running' && pumping === true);
});
