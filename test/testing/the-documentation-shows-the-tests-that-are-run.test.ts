import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8');

// They are run, from the installed package, by the-package-works-where-it-is-installed.
it.each(['handlers.test.mjs', 'routes.mjs', 'queue.test.mjs'])('docs/testing.md shows examples/testing/%s', (file) => {
  expect(read('docs/testing.md')).toContain(`\`\`\`js\n${read(`examples/testing/${file}`)}\`\`\`\n`);
});

it('docs/testing.md begins with one', () => {
  expect(read('docs/testing.md')).toMatch(/^# .*\n\n```js\n/);
});
