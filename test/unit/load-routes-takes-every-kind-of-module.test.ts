import { RoutesFolder, type Loaded } from './load-routes-in-child';

const ROUTES = '{ NewFileUpload: () => {} }';
const FILES = {
  'esm.mjs': `export default ${ROUTES};`,
  'commonjs.cjs': `module.exports = ${ROUTES};`,
  'transpiled.cjs': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = ${ROUTES};`,
  'transpiled-getter.cjs': `Object.defineProperty(exports, '__esModule', { value: true });
    Object.defineProperty(exports, 'default', { enumerable: true, get: () => routes });
    const routes = ${ROUTES};`,
  'imports-another.mjs': `import routes from './esm.mjs'; export default routes;`,
  'waits.mjs': `await new Promise((resolve) => setTimeout(resolve, 1)); export default ${ROUTES};`,
  'plain.js': `module.exports = ${ROUTES};`,
  'module/package.json': '{ "type": "module" }',
  'module/plain.js': `export default ${ROUTES};`,
  'with space ü #1.mjs': `export default ${ROUTES};`,
};

describe('a routes module', () => {
  const folder = new RoutesFolder();
  let loaded: Record<string, Loaded>;

  beforeAll(() => (loaded = folder.load(FILES)));
  afterAll(() => folder.remove());

  it.each(Object.keys(FILES).filter((file) => !file.endsWith('.json')))('%s is loaded', (file) => {
    expect(loaded[file]).toEqual({ routed: ['NewFileUpload'] });
  });
});
