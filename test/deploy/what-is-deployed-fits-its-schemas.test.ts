import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv, { type AnySchemaObject } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import { debianPrograms, INSTALL_TIMEOUT_MS } from '../support/programs';
import { manifests, read, readYaml, REPOSITORY, type Manifest } from './manifests';
import { DOWNLOAD_TIMEOUT_MS, wheelFiles } from './wheels';

/** The schemas are others' and not ours to check. */
const LAX = { strict: false, validateSchema: false, validateFormats: false, allErrors: true } as const;
const OF_OTHERS = ['kustomization-kustomize-v1beta1', 'podmonitor-monitoring-v1', 'scaledobject-keda-v1alpha1'];

let files: string;
beforeAll(() => void (files = wheelFiles()), DOWNLOAD_TIMEOUT_MS);

const schema = (name: string): AnySchemaObject =>
  JSON.parse(readFileSync(join(files, `${name}.json`), 'utf8')) as AnySchemaObject;

/** Of an object, by the name of its file: `deployment-apps-v1`, `service-v1`. */
function schemaOf({ kind, apiVersion }: Manifest): string {
  const [version = '', group] = apiVersion.split('/').reverse();
  return [kind, group?.split('.')[0], version]
    .filter((part) => part !== undefined)
    .join('-')
    .toLowerCase();
}

test('hadolint has nothing to say of the Dockerfile', () => {
  expect(execFileSync(join(files, 'hadolint'), [join(REPOSITORY, 'deploy/Dockerfile')], { encoding: 'utf8' })).toBe('');
});

test('compose.yaml is one of the Compose Specification', () => {
  const ajv = new Ajv2020(LAX);
  expect(ajv.validate(schema('compose-spec'), readYaml('deploy/compose.yaml')) || ajv.errors).toBe(true);
});

test('the Kubernetes objects fit the strict schemas of their kinds', () => {
  const ajv = new Ajv2020(LAX).addSchema(schema('_definitions'), '_definitions.json');
  const known = new Set(readdirSync(files));
  const names = new Set(manifests().map(schemaOf));
  // Kubernetes itself does not know these kinds.
  expect([...names].filter((name) => !known.has(`${name}.json`)).sort()).toEqual(OF_OTHERS);
  for (const name of names) if (known.has(`${name}.json`)) ajv.addSchema(schema(name), name);
  const wrong = manifests().flatMap((each) => {
    const name = schemaOf(each);
    return OF_OTHERS.includes(name) || ajv.validate(name, each)
      ? []
      : [{ name: each.metadata.name, errors: ajv.errors }];
  });
  expect(wrong).toEqual([]);
});

test.each(readdirSync(join(REPOSITORY, '.github/workflows')))('.github/workflows/%s is a workflow', (file) => {
  const ajv = new Ajv(LAX);
  expect(ajv.validate(schema('github-workflows'), readYaml(`.github/workflows/${file}`)) || ajv.errors).toBe(true);
});

test(
  'systemd takes the unit, and finds it little exposed',
  async () => {
    const { 'systemd-analyze': analyze } = await debianPrograms('systemd', 'systemd-analyze');
    const directory = mkdtempSync(join(tmpdir(), 'vod-events-unit-'));
    try {
      const unit = join(directory, 'vod-events.service');
      // It looks for the program, which is not installed here.
      const text = read('deploy/systemd/vod-events.service').replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true');
      writeFileSync(unit, text);
      expect(execFileSync(analyze, ['verify', unit], { encoding: 'utf8', stdio: 'pipe' })).toBe('');
      // In tenths, of 10 that are everything.
      execFileSync(analyze, ['security', '--offline=true', '--threshold=20', unit], { stdio: 'pipe' });
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
  INSTALL_TIMEOUT_MS,
);
