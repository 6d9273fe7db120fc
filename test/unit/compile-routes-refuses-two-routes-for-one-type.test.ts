import { EVENT_PAYLOADS } from '../../src/core/event-payloads';
import { compileRoutes } from '../../src/routes/compile-routes';

const spelledTwice = EVENT_PAYLOADS.map(({ eventTypes }) => eventTypes).filter((spellings) => spellings.length > 1);

it.each(spelledTwice.map((spellings) => [spellings]))(
  'routes under both spellings of one type (%p) are a problem, because only one of the handlers would ever run',
  (spellings) => {
    const result = compileRoutes(Object.fromEntries(spellings.map((type) => [type, (): void => {}])));
    expect(result).toMatchObject({ ok: false });
    expect(result).toMatchObject({ problems: [expect.stringContaining(spellings[0] ?? '')] });
  },
);
