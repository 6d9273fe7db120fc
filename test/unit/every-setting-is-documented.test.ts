import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS } from '../../src/worker/settings';

describe('docs/configuration.md', () => {
  const page = readFileSync(join(__dirname, '../../docs/configuration.md'), 'utf8');

  it.each(Object.values(SETTINGS).map(({ name }) => name))('names %s', (name) => {
    expect(page).toContain(`\`${name}\``);
  });

  it('names no variable that does not exist', () => {
    const names = Object.values(SETTINGS).map(({ name }) => name);
    for (const [, name] of page.matchAll(/`((?:VOD|TENCENTCLOUD)_[A-Z_]+)`/g)) expect(names).toContain(name);
  });
});
