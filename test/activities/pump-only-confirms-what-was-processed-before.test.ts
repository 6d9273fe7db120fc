import { eventKey } from '../../src/vod/event-key';
import { environment, event } from './support';
import { allDone, pumpFor, pumping } from './pump-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const [lost, other] = [event('lost', 'first-handle'), event('other', 'another-handle')];
const again = event('lost', 'second-handle');
const key = eventKey(lost, '');

describe('an event that was processed and could not be confirmed', () => {
  it('is only to be confirmed when it comes again, and forgotten when that went well', async () => {
    const system = pumping([
      { events: [lost], afterMs: 10 },
      { events: [again, other], afterMs: 500 },
      { events: [again], afterMs: 500 },
    ]);
    system.temporal.resultOf = (start) => {
      const first = system.temporal.accepted.length === 1;
      return Promise.resolve({ ...allDone(start), ...(first && { confirmed: 0, unconfirmed: [key] }) });
    };
    await pumpFor(5_000, system);
    expect(system.batches().map(({ confirmOnly }) => confirmOnly)).toEqual([undefined, [key], undefined]);
    expect(system.reports.at(-1)).toMatchObject({ redelivered: 1, unconfirmed: 1, remembered: [] });
  });

  it('is remembered by the next pump', async () => {
    const system = pumping([{ events: [again], afterMs: 10 }]);
    await pumpFor(1_000, system, environment({ attempt: 2, heartbeatDetails: { remembered: [key] } }));
    expect(system.batches()).toMatchObject([{ confirmOnly: [key] }]);
  });

  it('stays remembered when the batch that should confirm it fails, or cannot confirm it either', async () => {
    const system = pumping([
      { events: [lost], afterMs: 10 },
      { events: [again], afterMs: 500 },
      { events: [again], afterMs: 500 },
    ]);
    system.temporal.resultOf = (start) => {
      if (system.temporal.accepted.length === 2) return Promise.reject(new Error('terminated'));
      return Promise.resolve({ ...allDone(start), confirmed: 0, unconfirmed: [key] });
    };
    await pumpFor(5_000, system);
    expect(system.batches().map(({ confirmOnly }) => confirmOnly)).toEqual([undefined, [key], [key]]);
    expect(system.reports.at(-1)).toMatchObject({ remembered: [key] });
  });
});
