import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { createGenerator } from 'ts-json-schema-generator';
import { dashboard } from '../../scripts/monitoring/dashboard';
import { TEMPORAL } from '../../scripts/monitoring/temporal';
import { METRICS } from '../../src/core/metrics';
import type { AnyPanel, WholeDashboard } from './grafana-types';

const root = join(__dirname, '../..');
const written = JSON.parse(readFileSync(join(root, 'deploy/grafana/vod-events.json'), 'utf8')) as WholeDashboard;
const panels = written.panels.filter((panel): panel is AnyPanel => panel.type !== 'row');

it('is what the generator makes', () => {
  expect(written).toEqual(JSON.parse(JSON.stringify(dashboard())));
});

it('has the shape that the types of Grafana say, with nothing that they do not know', () => {
  const schema = createGenerator({
    path: join(__dirname, 'grafana-types.ts'),
    tsconfig: join(root, 'tsconfig.dev.json'),
    skipTypeCheck: true,
    functions: 'hide',
    additionalProperties: false,
  }).createSchema('WholeDashboard');
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  validate(written);
  expect(validate.errors ?? []).toEqual([]);
});

it('has rows, and under each row what nobody has to guess', () => {
  const rows = written.panels.filter(({ type }) => type === 'row').map(({ title }) => title);
  const wanted = [
    'Is it flowing?',
    'Window',
    'Events and handlers',
    'Owned and parked',
    'Capacity and rate',
    'Temporal',
  ];
  expect(rows).toEqual(wanted);
  for (const { title, description, targets, fieldConfig } of panels) {
    const said = { title, description, unit: fieldConfig.defaults.unit, queries: targets.length };
    expect(said).toEqual({
      title: expect.stringMatching(/\S/),
      description: expect.stringMatching(/\.$/),
      unit: expect.stringMatching(/\S/),
      queries: expect.any(Number),
    });
    expect(targets.length).toBeGreaterThan(0);
    for (const target of targets) expect(target.datasource).toEqual({ type: 'prometheus', uid: '${datasource}' });
    expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
  }
  expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
});

it('gives each panel an id and a place of its own', () => {
  expect(new Set(written.panels.map(({ id }) => id)).size).toBe(written.panels.length);
  const taken = new Map<string, string | undefined>();
  for (const { gridPos, title } of written.panels) {
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        expect([title, taken.get(`${x} ${y}`)]).toEqual([title, undefined]);
        taken.set(`${x} ${y}`, title);
      }
  }
});

it('shows every metric of the list, and asks for no other', () => {
  const queries = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n');
  const named = new Set(queries.match(/\b(vod_events|temporal)_\w+/g));
  const series = Object.entries(METRICS).map(([name, { kind }]) =>
    kind === 'histogram' ? new RegExp(`^${name}_(bucket|count)$`) : new RegExp(`^${name}$`),
  );
  for (const metric of series) expect([...named].filter((name) => metric.test(name))).not.toEqual([]);
  const ofTemporal = Object.values<string>(TEMPORAL);
  const others = [...named].filter(
    (name) => !series.some((metric) => metric.test(name)) && !ofTemporal.includes(name.replace(/_bucket$/, '')),
  );
  expect(others).toEqual([]);
});

it('takes its source of data and the sources that it shows from variables', () => {
  const variables = Object.fromEntries((written.templating.list ?? []).map(({ name, type }) => [name, type]));
  expect(variables).toEqual({ datasource: 'datasource', source: 'query' });
  for (const { targets } of panels)
    for (const { expr } of targets) {
      const ofOneSource = Object.entries<{ labels: readonly string[] }>(METRICS).some(
        ([name, { labels }]) => labels.includes('source') && expr.includes(name),
      );
      if (ofOneSource) expect(expr).toContain('source=~"$source"');
    }
});
