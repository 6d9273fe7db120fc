import { compileRoutes } from '../../src/routes/compile-routes';

const handler = (): void => {};
const problemsOf = (exported: unknown): string[] => {
  const result = compileRoutes(exported);
  return result.ok ? [] : result.problems;
};

describe('routes that are wrong', () => {
  it.each([undefined, null, 7, 'routes', true, [], [handler], handler, Symbol('routes')])(
    'as a whole (%p) are one problem',
    (exported) => {
      expect(problemsOf(exported)).toEqual(['the default export must be an object from event types to handlers']);
    },
  );

  it.each([{}, new Map([['NewFileUpload', handler]])])(
    'because there is none (%p) are a problem: nothing would be handled',
    (exported) => {
      expect(problemsOf(exported)).toEqual([expect.stringContaining('no route')]);
    },
  );

  it.each([undefined, null, 7, 'handler', true, { handler: 'handler' }, {}])(
    'because %p is no handler name the type',
    (route) => {
      expect(problemsOf({ NewFileUpload: route })).toEqual([
        expect.stringMatching(/^NewFileUpload\.handler: must be a function/),
      ]);
    },
  );

  it.each([
    ['timeout', { timeout: 0 }],
    ['timeout', { timeout: -1 }],
    ['timeout', { timeout: 'soon' }],
    ['timeout', { timeout: '' }],
    ['timeout', { timeout: Number.NaN }],
    ['timeout', { timeout: Number.POSITIVE_INFINITY }],
    ['timeout', { timeout: '24 hours' }],
    ['timeout', { timeout: {} }],
    ['quick', { quick: 'no' }],
    ['retry', { retry: 3 }],
    ['retry', { retry: null }],
    ['retry.maximumAttempts', { retry: { maximumAttempts: 0 } }],
    ['retry.maximumAttempts', { retry: { maximumAttempts: 1.5 } }],
    ['retry.initialInterval', { retry: { initialInterval: '0s' } }],
    ['retry.backoffCoefficient', { retry: { backoffCoefficient: 0.5 } }],
    ['retry.maximumInterval', { retry: { maximumInterval: 'never' } }],
  ])('in %s name it: %j', (option, route) => {
    expect(problemsOf({ NewFileUpload: { handler, ...route } })).toEqual([
      expect.stringContaining(`NewFileUpload.${option}: `),
    ]);
  });

  it.each([{ timeOut: 1 }, { retries: 1 }, { retry: { maxAttempts: 1 } }])(
    'in an option nobody knows (%j) name it',
    (route) => {
      const [name = ''] = JSON.stringify(route).match(/timeOut|retries|maxAttempts/) ?? [];
      expect(problemsOf({ NewFileUpload: { handler, ...route } })).toEqual([expect.stringContaining(name)]);
    },
  );

  it('are all reported at once', () => {
    const problems = problemsOf({
      A: 7,
      B: { handler, timeout: 0, quick: 1 },
      C: handler,
      D: { retry: { maximumAttempts: 0 } },
    });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'A.handler',
      'B.timeout',
      'B.quick',
      'D.handler',
      'D.retry.maximumAttempts',
    ]);
  });
});
