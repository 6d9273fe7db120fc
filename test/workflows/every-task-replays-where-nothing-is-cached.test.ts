import { pollerId, type PollerStatus } from '../../src/core/contract';
import { startSystem, until, type System } from '../support/system';

/** What the second run of these tests rests on, see jest.config.mjs: a cache that is there after all would let it prove nothing. */
describe('between its tasks a workflow', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ routes: { '*': () => {} } });
  });
  afterAll(() => system.stop());

  const cached = process.env.VOD_EVENTS_TEST_NO_WORKFLOW_CACHE === undefined;

  it(cached ? 'is kept by its worker' : 'is forgotten by its worker', async () => {
    const poller = system.client.workflow.getHandle(pollerId(system.source));
    await until('running', async () => (await poller.query<PollerStatus>('status')).state === 'running');
    await until('settled', () => system.cachedWorkflows() === (cached ? 1 : 0));
  });
});
