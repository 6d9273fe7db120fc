import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BREAKAGES } from '../../walk/breakages';
import { runbooks } from '../../walk/runbooks';

const DOCS = join(__dirname, '../../docs');

it('every alert has a runbook of its own, and no runbook is for none', () => {
  expect([...runbooks().values()].sort()).toEqual(readdirSync(join(DOCS, 'runbooks')).sort());
});

it('every alert is walked through, once, and the recorded walk shows it', () => {
  const recorded = [...readFileSync(join(DOCS, 'walk.md'), 'utf8').matchAll(/^## (\w+): /gm)].map(([, alert]) => alert);
  const alerts = [...runbooks().keys()].sort();
  expect(BREAKAGES.map(({ alert }) => alert).sort()).toEqual(alerts);
  expect(recorded.sort()).toEqual(alerts);
});

it('every runbook says how "status" and "doctor" show it', () => {
  for (const page of runbooks().values()) {
    const text = readFileSync(join(DOCS, 'runbooks', page), 'utf8');
    expect(text).toContain('vod-events status');
    expect(text).toMatch(/vod-events doctor|doctor says/);
  }
});
