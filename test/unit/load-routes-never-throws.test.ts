import { RoutesFolder, type Loaded } from './load-routes-in-child';

const FILES = {
  'throws-an-object.cjs': "throw { code: 'E_ODD', why: 'no reason' };",
  'throws-a-symbol.cjs': "throw Symbol('odd');",
  'throws-what-has-no-text.cjs': 'throw Object.create(null);',
  'throws-an-error-whose-message-is-no-text.cjs': 'throw Object.assign(new Error(), { message: { status: 500 } });',
  'has-a-default-that-throws.cjs':
    "Object.defineProperty(exports, '__esModule', { value: true }); Object.defineProperty(exports, 'default', { enumerable: true, get() { throw new Error('not yet'); } });",
};

describe('loading a routes module that', () => {
  const folder = new RoutesFolder();
  let loaded: Record<string, Loaded>;

  beforeAll(() => (loaded = folder.load(FILES)));
  afterAll(() => folder.remove());

  it.each(Object.keys(FILES))('%s is a problem, never an exception', (name) => {
    expect(loaded[name]?.thrown).toBeUndefined();
    expect(loaded[name]?.problems).toHaveLength(1);
  });
});
