import {
  HANDLER_TIMEOUT_MS,
  RETRY_BACKOFF_COEFFICIENT,
  RETRY_INITIAL_INTERVAL_MS,
  RETRY_MAXIMUM_ATTEMPTS,
  RETRY_MAXIMUM_INTERVAL_MS,
} from '../../src/core/defaults';
import { compileRoutes } from '../../src/routes/compile-routes';
import type { CompiledRoute } from '../../src/routes/compiled';
import type { RunRoute } from '../../src/routes/compiled';
import { routeOf } from '../support/handled';

const handler = (): void => {};
const DEFAULTS: RunRoute = {
  kind: 'run',
  name: 'NewFileUpload',
  handler,
  timeoutMs: HANDLER_TIMEOUT_MS,
  quick: true,
  retry: {
    maximumAttempts: RETRY_MAXIMUM_ATTEMPTS,
    initialIntervalMs: RETRY_INITIAL_INTERVAL_MS,
    backoffCoefficient: RETRY_BACKOFF_COEFFICIENT,
    maximumIntervalMs: RETRY_MAXIMUM_INTERVAL_MS,
  },
};

function compiled(route: unknown): CompiledRoute | undefined {
  const result = compileRoutes({ NewFileUpload: route });
  if (!result.ok) throw new Error(result.problems.join('\n'));
  return routeOf(result.routes, 'NewFileUpload');
}

describe('a route', () => {
  it.each([
    ['a bare handler', handler],
    ['an object with a handler', { handler }],
    ['an object with an empty retry', { handler, retry: {} }],
    ['an object that says nothing with undefined', { handler, timeout: undefined, quick: undefined, retry: undefined }],
  ])('that is %s has every default', (_what, route) => {
    expect(compiled(route)).toEqual(DEFAULTS);
  });

  it('keeps what it says and has the defaults for the rest', () => {
    expect(compiled({ handler, quick: false, retry: { maximumAttempts: 1 } })).toEqual({
      ...DEFAULTS,
      quick: false,
      retry: { ...DEFAULTS.retry, maximumAttempts: 1 },
    });
  });

  it.each([
    [250, 250],
    ['250ms', 250],
    ['30 seconds', 30_000],
    ['5m', 300_000],
    ['1.5h', 5_400_000],
    ['23 hours', 82_800_000],
  ])('takes the duration %p', (given, ms) => {
    const route = { handler, timeout: given, retry: { initialInterval: given, maximumInterval: given } };
    expect(compiled(route)).toMatchObject({ timeoutMs: ms, retry: { initialIntervalMs: ms, maximumIntervalMs: ms } });
  });
});
