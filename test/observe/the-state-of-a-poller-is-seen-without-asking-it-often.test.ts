import type { Client } from '@temporalio/client';
import { pollerControl } from '../../src/client/poller';
import { PollerWatch } from '../../src/worker/poller-watch';
import { startSystem, until, type System } from '../support/system';

let system: System;
beforeAll(async () => {
  system = await startSystem({ routes: { '*': () => {} } });
});
afterAll(() => system.stop());

/** Counts queries, each of which is an action that is paid for. */
function countingQueries(client: Client): { client: Client; queries: () => number } {
  let queries = 0;
  const { workflow } = client;
  const getHandle: typeof workflow.getHandle = (...which) => {
    const handle = workflow.getHandle(...which);
    const query: typeof handle.query = (...args) => (queries++, handle.query(...args));
    return Object.assign(Object.create(handle) as typeof handle, { query });
  };
  const counting = Object.create(client, {
    workflow: { value: Object.assign(Object.create(workflow) as typeof workflow, { getHandle }) },
  });
  return { client: counting as Client, queries: () => queries };
}

it('running, paused and running again; while nothing changes nobody is asked', async () => {
  const { client, source, taskQueue } = system;
  const states: string[] = [];
  const counting = countingQueries(client);
  const watch = new PollerWatch(
    counting.client,
    (name, payload) => {
      if (name === 'poller:state:changed') states.push((payload as { state: string }).state);
    },
    source,
  );
  const seen = (state: string) => until(state, async () => (await watch.look(), watch.last?.state === state));
  const control = pollerControl(client, source, taskQueue);

  await seen('running');
  await until('a pull', async () => (await watch.look(), watch.last?.pump?.report?.lastPullAt));
  const beforePause = counting.queries();
  await watch.look();
  expect(counting.queries()).toBe(beforePause);

  await control.pause();
  await seen('paused');
  // Its pump sees its last pull through, and the history with it.
  await until('a look that asks nobody', async () => {
    const before = counting.queries();
    await watch.look();
    return counting.queries() === before;
  });
  const whilePaused = counting.queries();
  for (let looks = 0; looks < 3; looks++) await watch.look();
  expect(counting.queries()).toBe(whilePaused);

  await control.resume();
  await seen('running');
  expect(states).toEqual(['paused', 'running']);
});

it('a source without a poller is missing one', async () => {
  const watch = new PollerWatch(system.client, () => {}, 'nobody-polls-this');
  await watch.look();
  expect(watch.last).toMatchObject({ state: 'missing' });
});
