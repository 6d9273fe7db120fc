// Makes lib from src: compiles, marks the commands executable, copies the console's page, and bundles the workflows, so that a worker starts without
// a bundler at hand.
import { chmodSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildInputsHash, writeBuildStamp } from './bootstrap/build-stamp.mjs';
import { ensureInstalled } from './bootstrap/install.mjs';
import { log, runMain } from './bootstrap/main.mjs';
import { runNode } from './bootstrap/processes.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

await runMain(async (signal) => {
  await ensureInstalled({ root, log, signal });
  const began = Date.now();
  // Taken before the sources are read: an edit during the build makes it stale, not current.
  const inputsHash = buildInputsHash(root);
  // What was deleted from src must not live on in lib.
  rmSync(join(root, 'lib'), { recursive: true, force: true });
  const code = await runNode(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], { cwd: root, signal });
  if (code !== 0) {
    log('the build failed: correct the errors above');
    return code;
  }
  markCommandsExecutable();
  copyPage();
  await bundleWorkflows();
  signal.throwIfAborted();
  writeBuildStamp(root, inputsHash);
  log(`built lib in ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return 0;
});

function markCommandsExecutable() {
  const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const path of Object.values(bin)) chmodSync(join(root, path), 0o755);
}

/** The page of the console is served as it is written. */
function copyPage() {
  const filter = (path) => !path.endsWith('.json');
  cpSync(join(root, 'src/console/page'), join(root, 'lib/console/page'), { recursive: true, filter });
}

async function bundleWorkflows() {
  // Not imported above: before ensureInstalled it may not be there.
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const converter = join(root, 'lib/codec/payload-converter.js');
  const preloaded = ['no-promise-stacks.js', 'shared-modules.js'].map((file) => join(root, 'lib/workflows', file));
  const bundle = async (file, options) => {
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(root, 'lib/workflows/index.js'),
      preloadModules: [...preloaded, converter],
      payloadConverterPath: converter,
      logger: new DefaultLogger('WARN'),
      ...options,
    });
    writeFileSync(join(root, 'lib', file), code);
  };
  await bundle('workflow-bundle.js', {});
  // How failures are written is part of a bundle: this one is for workers with encryption keys.
  await bundle('workflow-bundle.encrypted.js', {
    failureConverterPath: join(root, 'lib/codec/failure-converter.js'),
  });
}
