import { decisionOf, Park, RetryLater } from '../../src/routes/decisions';

describe('an error', () => {
  it('of this package decides', () => {
    expect(decisionOf(new Park('for somebody'))).toEqual({ park: true });
    expect(decisionOf(new RetryLater('5 minutes'))).toEqual({ retryAfterMs: 300_000 });
    expect(decisionOf(new RetryLater(1))).toEqual({ retryAfterMs: 1 });
  });

  it('of another copy of it does too', () => {
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- Loads a second copy.
      const copy = require('../../src/routes/decisions') as { Park: typeof Park; RetryLater: typeof RetryLater };
      const error = new copy.RetryLater('2s');
      expect(error).not.toBeInstanceOf(RetryLater);
      expect(decisionOf(error)).toEqual({ retryAfterMs: 2_000 });
      expect(decisionOf(new copy.Park('for somebody'))).toEqual({ park: true });
    });
  });

  it.each([
    new Error('plain'),
    Object.assign(new Error('named alike'), { name: 'Park' }),
    Object.assign(new Error('endless'), { [Symbol.for('temporal-vod-events/decision')]: { retryAfterMs: Infinity } }),
    Object.assign(new Error('nonsense'), { [Symbol.for('temporal-vod-events/decision')]: 7 }),
    { [Symbol.for('temporal-vod-events/decision')]: { park: true } },
    new Proxy(new Error('hostile'), {
      get: () => {
        throw new Error('mine');
      },
    }),
    undefined,
  ])('of any other kind does not: %#', (thrown) => {
    expect(decisionOf(thrown)).toBeUndefined();
  });

  it.each([0, -1, Number.NaN, '25 hours', 'soon', 86_400_001])('cannot put a try off by %p', (after) => {
    expect(() => new RetryLater(after)).toThrow(RangeError);
  });
});
