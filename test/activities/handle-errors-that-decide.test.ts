import { Park, RetryLater } from '../../src/routes/decisions';
import { handling } from './handle-support';
import { applicationFailureOf, environment } from './support';

const throwing = (error: () => Error, maximumAttempts = 10) =>
  handling({
    PullComplete: {
      handler: () => {
        throw error();
      },
      retry: { maximumAttempts },
    },
  });

describe('a try of an owned event', () => {
  it('that throws RetryLater is followed by the next after that pause', async () => {
    const failure = await applicationFailureOf(throwing(() => new RetryLater('5 minutes')).handle());
    expect(failure).toMatchObject({ nonRetryable: false, nextRetryDelay: 300_000, details: [{ tries: 1 }] });
  });

  it('that throws RetryLater as the last of its tries parks the event', async () => {
    const failure = await applicationFailureOf(throwing(() => new RetryLater('5 minutes'), 2).handle({ tries: 1 }));
    expect(failure).toMatchObject({ nonRetryable: true, type: 'RetryLater', details: [{ tries: 2 }] });
  });

  it('that throws Park parks the event, whatever tries are left', async () => {
    const failure = await applicationFailureOf(throwing(() => new Park('for somebody')).handle());
    expect(failure).toMatchObject({
      nonRetryable: true,
      type: 'Park',
      message: 'for somebody',
      details: [{ tries: 1 }],
    });
  });

  it('is not made when the one in the batch has parked the event', async () => {
    const at = 1_700_000_000_000;
    const handler = jest.fn();
    const { handle } = handling({ PullComplete: handler });
    const parked = handle({ tries: 3, park: true, failure: { type: 'Park', message: 'for somebody', at } });
    expect(await applicationFailureOf(parked)).toMatchObject({
      nonRetryable: true,
      type: 'Park',
      details: [{ tries: 3 }],
    });
    expect(handler).not.toHaveBeenCalled();
  });
});

describe('an owned event whose route has become another', () => {
  it('that ignores it is done', async () => {
    expect(await handling({ PullComplete: { ignore: true } }).handle({ tries: 3 })).toBeUndefined();
  });

  it('that parks it is parked with the reason', async () => {
    const failure = await applicationFailureOf(handling({ PullComplete: { park: 'not ours' } }).handle({ tries: 3 }));
    expect(failure).toMatchObject({ nonRetryable: true, type: 'Park', message: 'not ours', details: [{ tries: 3 }] });
  });

  it('that names an activity elsewhere has that called, for the tries that are left', async () => {
    const { handle } = handling(
      { PullComplete: { activity: 'publish', taskQueue: 'media', args: () => ['a'] } },
      { parkedReportAfterMs: 7 },
    );
    expect(await handle({ tries: 3 }, environment({ attempt: 2 }))).toMatchObject({
      activity: 'publish',
      taskQueue: 'media',
      args: ['a'],
      tries: 3,
      retry: { maximumAttempts: 7 },
      reportAfterMs: 7,
    });
  });
});

describe('the arguments of an activity elsewhere', () => {
  const args = (make: () => unknown, maximumAttempts = 3) =>
    handling({ PullComplete: { activity: 'publish', taskQueue: 'media', args: make, retry: { maximumAttempts } } });
  const throws = (): never => {
    throw new TypeError('no file');
  };

  it('that cannot be made are a failed try', async () => {
    expect(await applicationFailureOf(args(throws).handle())).toMatchObject({ type: 'TypeError', nonRetryable: false });
  });

  it('that cannot be made after all tries park the event', async () => {
    const failure = await applicationFailureOf(args(throws).handle({}, environment({ attempt: 3 })));
    expect(failure).toMatchObject({ type: 'TypeError', nonRetryable: true, details: [{ tries: 3 }] });
  });

  it('that are no list park the event at once', async () => {
    const failure = await applicationFailureOf(args(() => ({ file: 'a' })).handle());
    expect(failure).toMatchObject({ type: 'InvalidRouteArguments', nonRetryable: true });
  });
});
