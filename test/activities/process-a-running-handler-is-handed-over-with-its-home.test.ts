import { createProcessEvents } from '../../src/activities/process';
import {
  batchOf,
  environment,
  event,
  HOME,
  inFakeTime,
  INVALID_ARGUMENT,
  never,
  processDeps,
  run,
  serverError,
} from './support';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Without the home, any worker would start the handler again, beside the one that runs here. */
describe('an event whose handler runs here is never handed over without saying so', () => {
  it('when it came twice and there was no place for the second', async () => {
    const deps = processDeps({ PullComplete: never }, { maxHandlers: 1 });
    const twice = [event('same', 'one-handle'), event('same', 'another-handle')];
    await inFakeTime(run(environment(), createProcessEvents(deps), batchOf(twice)));
    expect(deps.temporal.handedOver.map(({ home }) => home)).toEqual([HOME, HOME]);
  });

  it('when it comes again, all places are taken, and its first hand-over was refused', async () => {
    const deps = processDeps({ PullComplete: never }, { maxHandlers: 1 });
    const processEvents = createProcessEvents(deps);
    deps.temporal.refuse = () => serverError(INVALID_ARGUMENT, 'not now');
    const first = await inFakeTime(run(environment(), processEvents, batchOf([event('a', 'first')])));
    expect(first).toMatchObject([{ verdict: 'left' }]);
    deps.temporal.refuse = () => undefined;
    await inFakeTime(run(environment(), processEvents, batchOf([event('a', 'second')])));
    expect(deps.temporal.handedOver).toMatchObject([{ home: HOME }]);
  });
});
