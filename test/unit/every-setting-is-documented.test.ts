import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INGRESS_SETTINGS } from '../../src/ingress/settings';
import { SETTINGS } from '../../src/worker/settings';

const INGRESS_PAGE = 'docs/ingress.md';
const page = (file: string): string => readFileSync(join(__dirname, '../..', file), 'utf8');

it.each(Object.values(INGRESS_SETTINGS).map(({ name }) => name))('the page of the ingress names %s', (name) => {
  expect(page(INGRESS_PAGE)).toContain(`\`${name}\``);
});

// That docs/configuration.md names every setting is seen to by whoever makes it: scripts/configuration.mjs.
it.each(['docs/configuration.md', INGRESS_PAGE])('%s names no variable that does not exist', (file) => {
  const names = Object.values<{ name: string }>({ ...SETTINGS, ...INGRESS_SETTINGS }).map(({ name }) => name);
  for (const [, name] of page(file).matchAll(/`((?:VOD|TENCENTCLOUD)_[A-Z_]+)`/g)) expect(names).toContain(name);
});
