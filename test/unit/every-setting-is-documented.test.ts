import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INGRESS_SETTINGS } from '../../src/ingress/settings';
import { sourceVariableProblems } from '../../src/settings/source-variables';
import { CONFIG_VARIABLE } from '../../src/worker/config-file';
import { SOURCE_KEYS } from '../../src/worker/config-file';
import { SETTINGS } from '../../src/worker/settings';

const page = (file: string): string => readFileSync(join(__dirname, '../..', file), 'utf8');

// That the pages name every setting is seen to by whoever makes them: scripts/configuration.mjs.
it.each(['docs/configuration.md', 'docs/ingress.md'])('%s names no variable that does not exist', (file) => {
  const settings = Object.values<{ name: string }>({ ...SETTINGS, ...INGRESS_SETTINGS }).map(({ name }) => name);
  const named = [...page(file).matchAll(/`((?:VOD|TENCENTCLOUD)_[A-Z_]+)`/g)].map(([, name = '']) => name);
  const [ofSources, others] = [true, false].map((is) => named.filter((name) => is === isOfSource(name)));
  for (const name of others ?? []) expect([...settings, CONFIG_VARIABLE]).toContain(name);
  const env = Object.fromEntries((ofSources ?? []).map((name) => [name, 'set']));
  expect(sourceVariableProblems(env, ['shop', 'news'], SOURCE_KEYS)).toEqual([]);
});

const isOfSource = (name: string): boolean => name.startsWith('VOD_EVENTS_SOURCE_');
