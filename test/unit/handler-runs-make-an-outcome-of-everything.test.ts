import { HandlerRuns, type Try } from '../../src/activities/handler-runs';

const outcomeOf = (attempt: Try) => new HandlerRuns(1).start('id', attempt, 60_000).outcome;
/** What a handler written in JavaScript may do, whatever the types say. */
const untyped = (attempt: () => unknown): Try => attempt as Try;

class NoDatabase extends Error {
  override readonly name = 'NoDatabase';
}

describe('a handler that', () => {
  it.each<[string, Try]>([
    ['returns', () => {}],
    ['resolves', () => Promise.resolve()],
    ['returns nonsense', untyped(() => 'done')],
    ['returns an error instead of throwing it', untyped(() => new Error('not thrown'))],
    ['resolves with false', untyped(() => Promise.resolve(false))],
    ['returns a promise of another make', untyped(() => ({ then: (resolve: (value: unknown) => void) => resolve(1) }))],
  ])('%s has succeeded', async (_what, attempt) => {
    expect(await outcomeOf(attempt)).toEqual({ ok: true });
  });

  it.each<[string, Try]>([
    [
      'throws at once',
      () => {
        throw new NoDatabase('down');
      },
    ],
    ['rejects', () => Promise.reject(new NoDatabase('down'))],
    [
      'rejects later',
      async () => {
        await new Promise(setImmediate);
        throw new NoDatabase('down');
      },
    ],
  ])('%s has failed with the name and message of its error', async (_what, attempt) => {
    const before = Date.now();
    const outcome = await outcomeOf(attempt);
    expect(outcome).toEqual({ ok: false, failure: { type: 'NoDatabase', message: 'down', at: expect.any(Number) } });
    expect(outcome.ok ? 0 : outcome.failure.at).toBeGreaterThanOrEqual(before);
  });

  it.each([
    ['text', 'a secret text'],
    ['an object', { secret: 'text' }],
    ['null', null],
    ['nothing', undefined],
    ['a symbol', Symbol('secret')],
    ['what has no text', Object.create(null)],
  ])('throws %s has failed, and what it threw is not repeated', async (_what, thrown: unknown) => {
    const outcome = await outcomeOf(() => {
      throw thrown;
    });
    expect(outcome).toMatchObject({ ok: false, failure: { type: 'NotAnError' } });
    expect(JSON.stringify(outcome)).not.toMatch(/secret/);
  });
});
