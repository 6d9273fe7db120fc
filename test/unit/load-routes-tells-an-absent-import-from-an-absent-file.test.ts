import { RoutesFolder, type Loaded } from './load-routes-in-child';

const FILES = {
  'needs-file.mjs': "import './gone.mjs'; export default {};",
  'needs-package.mjs': "import 'a-package-that-nobody-installed'; export default {};",
};

describe('a routes module that is there and imports something that is not', () => {
  const folder = new RoutesFolder();
  let loaded: Record<string, Loaded>;

  beforeAll(() => (loaded = folder.load(FILES)));
  afterAll(() => folder.remove());

  it.each([
    ['needs-file.mjs', 'gone.mjs'],
    ['needs-package.mjs', 'a-package-that-nobody-installed'],
  ])('%s is not called absent itself; what it lacks is named', (name, lacking) => {
    expect(loaded[name]).toEqual({ problems: [expect.stringMatching(/^loading it failed: /)] });
    expect(loaded[name]).toEqual({ problems: [expect.stringContaining(lacking)] });
  });
});
