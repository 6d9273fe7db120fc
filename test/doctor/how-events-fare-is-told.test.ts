import { vodEvents } from '../../src/client';
import type { PollerView } from '../../src/client/poller';
import type { SourceContext } from '../../src/doctor/context';
import { HEADROOM } from '../../src/doctor/fare';
import { pollerId } from '../../src/core/contract';
import { sampleEvent } from '../../src/testing';
import { startSystem, until } from '../support/system';
import { by, examined, wrongOnes } from './support';

it('events that wait for a person are a warning that names the failure of most', async () => {
  const handler = () => {
    throw new TypeError('There is no such member.');
  };
  const routes = { ClipComplete: { handler, retry: { maximumAttempts: 1 } }, '*': () => {} };
  const system = await startSystem({ routes, quickBudgetMs: 100 });
  try {
    system.emulator.enqueue([sampleEvent('ClipComplete', 1), sampleEvent('ClipComplete', 2)]);
    const found = await until('both parked', async () => {
      const seen = await examined(system.emulator, {}, { source: system.source });
      return by('parked', seen)[0]?.found.startsWith('2') && seen;
    });
    expect(by('parked', found)).toMatchObject([
      { result: 'warning', found: '2 events wait for a person, most by TypeError' },
    ]);
    expect(wrongOnes(found)).toEqual([]);
    await vodEvents(system.client).parked.discardAll({ source: system.source }, { reason: 'The test is over.' });
    const told = await until('the headroom in its report', async () => {
      const [line] = by('headroom', await examined(system.emulator, {}, { source: system.source }));
      return line?.found.startsWith('at least 2') && line;
    });
    expect(told.result).toBe('ok');
  } finally {
    await system.client.workflow.getHandle(pollerId(system.source)).terminate();
    await system.stop();
  }
});

describe('headroom', () => {
  const looked = (headroomMs: number | undefined, confirmPolicy: 'owned' | 'processed') =>
    HEADROOM.look({
      source: { confirmPolicy },
      poller: () => Promise.resolve({ pump: { running: true, report: { headroomMs } } } as unknown as PollerView),
      temporal: {},
    } as unknown as SourceContext);

  it('of less than one call may take is a warning, and the policy that waits for handlers is named', async () => {
    expect(await looked(4_900, 'processed')).toMatchObject({
      result: 'warning',
      found: expect.stringContaining('4.9 of 30 s') as string,
      todo: expect.stringContaining('let the policy be owned') as string,
    });
    expect(await looked(4_900, 'owned')).toMatchObject({
      result: 'warning',
      todo: expect.stringContaining('headroom-vanishing') as string,
    });
  });

  it('of more, or of no confirm, is right', async () => {
    expect(await looked(28_000, 'processed')).toMatchObject({ result: 'ok' });
    expect(await looked(undefined, 'owned')).toMatchObject({ result: 'ok' });
  });
});
