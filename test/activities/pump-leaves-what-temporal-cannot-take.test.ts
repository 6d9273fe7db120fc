import { MAX_BATCH_BYTES, MAX_PAYLOAD_BYTES } from '../../src/core/defaults';
import { EVENT_TOO_LARGE_SIGNAL, pollerId } from '../../src/core/contract';
import { contentKey } from '../../src/vod/event-key';
import { event, SOURCE } from './support';
import { pumpFor, pumping } from './pump-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const large = (name: string, handle: string, bytes: number) => ({ ...event(name, handle), Text: 'x'.repeat(bytes) });

describe('an event that Temporal cannot take', () => {
  it('is left, said once in log and status with size, type and key, and counted every time; what came with it goes on', async () => {
    const system = pumping([
      { events: [large('huge', 'h1', MAX_PAYLOAD_BYTES), event('small')], afterMs: 10 },
      { events: [large('huge', 'h2', MAX_PAYLOAD_BYTES)], afterMs: 100 },
    ]);
    await pumpFor(2_000, system);
    const key = contentKey(large('huge', '', MAX_PAYLOAD_BYTES));
    expect(system.batches()).toMatchObject([{ events: [event('small')] }]);
    const counted = { metric: 'vod_events_too_large', value: 1, labels: { source: SOURCE } };
    expect(system.told.steps.filter(({ metric }) => metric === counted.metric)).toEqual([counted, counted]);
    expect(system.reports.at(-1)).toMatchObject({ tooLarge: 2, left: 2, done: 1 });
    const facts = { key, eventType: 'PullComplete', eventBytes: expect.any(Number) };
    expect(system.log.lines).toMatchObject([{ level: 'error', meta: { source: SOURCE, ...facts } }]);
    expect(system.log.lines[0]?.meta.eventBytes).toBeGreaterThan(MAX_PAYLOAD_BYTES);
    expect(system.temporal.signals).toMatchObject([
      { workflowId: pollerId(SOURCE), name: EVENT_TOO_LARGE_SIGNAL, argument: { key, eventType: 'PullComplete' } },
    ]);
  });

  it('is told from one that fits by what would be stored, not by its JSON', async () => {
    const system = pumping([{ events: [large('fits', 'h1', MAX_BATCH_BYTES + 1_000)], afterMs: 10 }]);
    await pumpFor(2_000, system);
    expect(system.batches()).toHaveLength(1);
    expect(system.reports.at(-1)).toMatchObject({ tooLarge: 0, done: 1 });
  });
});
