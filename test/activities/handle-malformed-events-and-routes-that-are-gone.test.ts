import { applicationFailureOf, inFakeTime, SOURCE } from './support';
import { handling, KEY } from './handle-support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('an event that cannot be read', () => {
  it.each([null, 7, [], {}, { EventType: 7, EventHandle: 'secret' }, { EventType: 'A', EventHandle: 7 }])(
    '(%j) is parked at once, and the reason is a sentence without its content',
    async (raw) => {
      const handler = jest.fn();
      const { handle } = handling({ '*': handler });
      const failure = await inFakeTime(applicationFailureOf(handle({ event: raw })));
      expect(failure).toMatchObject({ type: 'MalformedEvent', nonRetryable: true, details: [{ tries: 0 }] });
      expect(failure.message).toMatch(/[^.]\.$/);
      expect(failure.message).not.toContain('secret');
      expect(handler).not.toHaveBeenCalled();
    },
  );
});

describe('an event whose route is gone since it was handed over', () => {
  it('is done, and the log says so', async () => {
    const { handle, log } = handling({ NewFileUpload: () => {} });
    await inFakeTime(handle());
    expect(log.lines).toMatchObject([{ level: 'warn', meta: { source: SOURCE, key: KEY, eventType: 'PullComplete' } }]);
  });
});
