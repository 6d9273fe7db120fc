import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { dependencies, name, peerDependencies, version } from '../../package.json';

const SCRIPT = join(__dirname, '../../scripts/sbom.mjs');

interface Component {
  'bom-ref': string;
  name: string;
  group?: string;
  version: string;
}

interface Bill {
  bomFormat: string;
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/** Of what somebody gets who installs the package with its peers, and nothing of what only its tests need. */
it('the bill of materials is one of CycloneDX, with every dependency and peer and no tool', () => {
  const bill = JSON.parse(execFileSync(process.execPath, [SCRIPT], { encoding: 'utf8', maxBuffer: 2 ** 26 })) as Bill;
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name, version } } });
  const names = bill.components.map((each) => (each.group === undefined ? each.name : `${each.group}/${each.name}`));
  const wanted = Object.keys({ ...dependencies, ...peerDependencies });
  expect(wanted.filter((each) => !names.includes(each))).toEqual([]);
  expect(['jest', 'eslint', 'typescript', 'playwright-core'].filter((each) => names.includes(each))).toEqual([]);

  const known = new Set([bill.metadata.component, ...bill.components].map((each) => each['bom-ref']));
  const lost = bill.dependencies.flatMap(({ ref, dependsOn }) =>
    [ref, ...dependsOn].filter((each) => !known.has(each)),
  );
  expect(lost).toEqual([]);
}, 60_000);
