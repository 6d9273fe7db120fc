import { join } from 'node:path';
import { RoutesFolder, type Loaded } from './load-routes-in-child';

const ABSENT = ['absent.mjs', 'absent.cjs', 'absent/folder/routes.js'];
const FILES: Record<string, [text: string, problem: RegExp]> = {
  'throws.mjs': ["throw new RangeError('no database\\nsecond line');", /^loading it failed: RangeError: no database$/],
  'throws.cjs': ["throw new RangeError('no database');", /^loading it failed: RangeError: no database$/],
  'throws-text.mjs': ["throw 'no database';", /^loading it failed: /],
  'throws-nothing.cjs': ['throw undefined;', /^loading it failed: /],
  'rejects.mjs': ["await Promise.reject(new Error('too late'));", /^loading it failed: Error: too late$/],
  'broken.mjs': ['export default {', /^loading it failed: SyntaxError: /],
  'broken.cjs': ['module.exports = {', /^loading it failed: SyntaxError: /],
  'needs-absent.cjs': ["require('./gone.cjs');", /^loading it failed: .*gone\.cjs/],
  'no-default.mjs': ['export const routes = {};', /^there is no default export/],
  'no-default-transpiled.cjs': [
    "Object.defineProperty(exports, '__esModule', { value: true }); exports.routes = {};",
    /^there is no default export/,
  ],
  'null.mjs': ['export default null;', /^the default export must be an object/],
  'function.mjs': ['export default () => {};', /^the default export must be an object/],
  'empty.cjs': ['', /no route/],
  'no-handler.mjs': ["export default { NewFileUpload: 'later' };", /^NewFileUpload\.handler: must be a function/],
  'wrong-option.mjs': ['export default { NewFileUpload: { handler() {}, timeout: 0 } };', /^NewFileUpload\.timeout: /],
  'typescript.ts': ['export default {};', /^loading it failed: /],
};

describe('a routes module', () => {
  const folder = new RoutesFolder();
  let loaded: Record<string, Loaded>;

  beforeAll(() => {
    const texts = Object.fromEntries(Object.entries(FILES).map(([name, [text]]) => [name, text]));
    loaded = folder.load(texts, [...Object.keys(FILES), ...ABSENT, '.']);
  });
  afterAll(() => folder.remove());

  it.each(Object.entries(FILES).map(([name, [, problem]]) => [name, problem] as const))(
    '%s is a problem in a sentence: %s',
    (name, problem) => {
      expect(loaded[name]).toEqual({ problems: [expect.stringMatching(problem)] });
    },
  );

  it.each(ABSENT)('%s that is absent is named with its full path', (name) => {
    expect(loaded[name]).toEqual({ problems: [`there is no file ${join(folder.path, name)}`] });
  });

  it('that is a folder is a problem', () => {
    expect(loaded['.']).toEqual({ problems: [expect.stringMatching(/^loading it failed: /)] });
  });
});
