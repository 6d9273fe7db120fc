import { handling } from './handle-support';
import { applicationFailureOf } from './support';

it('an owned event of a source that this worker does not serve waits for one that does, and it is no try', async () => {
  const handler = jest.fn();
  const { handle } = handling({ '*': handler });
  const failure = await applicationFailureOf(handle({ source: 'elsewhere', tries: 3 }));
  expect(failure).toMatchObject({ type: 'UnknownSource', nonRetryable: false, nextRetryDelay: 60_000 });
  expect(failure.message).toMatch(/"elsewhere".*serves: test/);
  expect(failure.details).toEqual([{ tries: 3 }]);
  expect(handler).not.toHaveBeenCalled();
});
