// A bill of materials in CycloneDX, to standard output: what runs in production, the peers in the versions of package-lock.json included.
// `npm sbom` makes it, which knows peers that are development dependencies too as neither; so it is asked about a package without these.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
delete manifest.devDependencies;
delete manifest.scripts;
// Peers that are optional run where they are installed, too.
delete manifest.peerDependenciesMeta;

const folder = mkdtempSync(join(tmpdir(), 'vod-events-sbom-'));
try {
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  cpSync(join(root, 'package-lock.json'), join(folder, 'package-lock.json'));
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'];
  const npm = { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, shell: process.platform === 'win32' };
  const bill = JSON.parse(execFileSync('npm', args, npm));
  // npm names the folder.
  bill.metadata.component.name = manifest.name;
  bill.components = bill.components.filter((component) => !isExtraneous(component));
  const kept = new Set([bill.metadata.component, ...bill.components].map((component) => component['bom-ref']));
  bill.dependencies = bill.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
  console.log(JSON.stringify(bill, undefined, 2));
} finally {
  rmSync(folder, { recursive: true });
}

/** In the lockfile, and nothing that is left needs it. */
function isExtraneous({ properties = [] }) {
  return properties.some(({ name, value }) => name === 'cdx:npm:package:extraneous' && value === 'true');
}
