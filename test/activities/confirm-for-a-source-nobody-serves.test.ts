import { confirming } from './confirm-support';
import { applicationFailureOf } from './support';

it('a confirm for a source that this worker does not serve fails at once, names both, and leaves everything outstanding', async () => {
  const { confirm, calls } = await confirming();
  const failure = await applicationFailureOf(confirm(['a', 'b'], { source: 'elsewhere' }));
  expect(failure).toMatchObject({ type: 'UnknownSource', nonRetryable: true });
  expect(failure.message).toMatch(/"elsewhere".*serves: test/);
  expect(failure.details).toEqual([{ outstanding: [0, 1], refused: [] }]);
  expect(calls()).toEqual([]);
});
