import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../src/workflows');
const SHARED = 'shared-modules.ts';

/** Modules of `core` that a file needs when it runs. */
function coreModulesOf(file: string): string[] {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  return [...text.matchAll(/^(?:import|export)(?! type)[^;]*?'\.\.\/core\/([^']+)';/gms)].map(
    ([, module = '']) => module,
  );
}

it.each(['workflow-bundle.js', 'workflow-bundle.encrypted.js'])('what is shared is shared in %s', (file) => {
  const bundle = readFileSync(join(__dirname, '../../lib', file), 'utf8');
  expect(/preloadModules\(\) \{([^}]*)\}/.exec(bundle)?.[1]).toContain(SHARED.replace('.ts', '.js'));
});

it('every module of core that a workflow needs is shared by the workflows of a process', () => {
  const files = readdirSync(FOLDER).filter((file) => file !== SHARED);
  const needed = [...new Set(files.flatMap(coreModulesOf))].sort();
  expect(needed.length).toBeGreaterThan(5);
  expect(coreModulesOf(SHARED).sort()).toEqual(needed);
});
