import { createProcessEvents } from '../../src/activities/process';
import type { EventInput } from '../../src/core/contract';
import { parseEventInput } from '../../src/core/input';
import { environment, event, inFakeTime, processDeps, SOURCE, run } from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const MALFORMED: unknown[] = [
  null,
  'text',
  7,
  [],
  {},
  { EventHandle: 'h' },
  { EventType: '', EventHandle: 'h' },
  { EventType: 7, EventHandle: 'h' },
  { EventType: 'NewFileUpload', EventHandle: 7 },
];

describe('an event that cannot be read', () => {
  it.each(MALFORMED.map((raw) => [raw] as const))(
    '(%j) is owned by a workflow, which parks it, and the events beside it are done',
    async (raw) => {
      const deps = processDeps({ '*': () => {} });
      const batch = {
        version: 1 as const,
        source: SOURCE,
        pulledAt: Date.now(),
        events: [event('a'), raw, event('b')] as never[],
      };
      const verdicts = await inFakeTime(run(environment(), createProcessEvents(deps), batch));
      expect(verdicts.map(({ verdict }) => verdict)).toEqual(['done', 'owned', 'done']);
      const [input] = deps.temporal.handedOver as [EventInput];
      expect(parseEventInput(input)).toEqual({
        version: 1,
        source: SOURCE,
        key: verdicts[1]?.key,
        event: raw,
        tries: 0,
      });
    },
  );
});
