import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INGRESS_SETTINGS } from '../../src/ingress/settings';
import { SETTINGS } from '../../src/worker/settings';

describe.each([
  ['docs/configuration.md', SETTINGS],
  ['docs/ingress.md', INGRESS_SETTINGS],
])('%s', (file, settings) => {
  const page = readFileSync(join(__dirname, '../..', file), 'utf8');
  const names = Object.values<{ name: string }>(settings).map(({ name }) => name);

  it.each(names)('names %s', (name) => {
    expect(page).toContain(`\`${name}\``);
  });

  it('names no variable that does not exist', () => {
    for (const [, name] of page.matchAll(/`((?:VOD|TENCENTCLOUD)_[A-Z_]+)`/g)) expect(names).toContain(name);
  });
});
