// The public API, one report in etc for each entry of package.json's exports: a change of it shows in review. Writes them; with --check
// it only compares, names those that are stale and exits with 1. Reads the types in lib.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packageJson = join(root, 'package.json');
const isCheck = process.argv.includes('--check');

const entries = Object.entries(JSON.parse(readFileSync(packageJson, 'utf8')).exports)
  .filter(([, target]) => target.types !== undefined)
  .map(([name, { types }]) => ({ name: name === '.' ? 'index' : name.slice(2), types: join(root, types) }));

const configs = entries.map(({ name, types }) =>
  ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: types,
      compiler: {
        overrideTsconfig: {
          extends: join(root, 'tsconfig.json'),
          compilerOptions: { skipLibCheck: true },
          include: [],
          files: entries.map((entry) => entry.types),
        },
      },
      apiReport: {
        enabled: true,
        // A shape that can only be reached is public all the same.
        includeForgottenExports: true,
        reportFolder: join(root, 'etc'),
        reportTempFolder: join(root, 'node_modules/.cache/api-report'),
        reportFileName: `${name}.api.md`,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
    },
    packageJsonFullPath: packageJson,
  }),
);

// Parsed once for all entries.
const [first, ...others] = configs;
const compilerState = CompilerState.create(first, {
  additionalEntryPoints: others.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
});

const stale = [];
for (const config of configs) {
  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: !isCheck,
    compilerState,
    messageCallback: beSilent,
  });
  if (apiReportChanged) stale.push(`etc/${config.reportFilePath.slice(config.reportFolder.length + 1)}`);
}
if (stale.length === 0) console.log('the API reports are up to date');
else if (isCheck)
  console.error(
    `The public API has changed: ${stale.join(', ')}. Write the reports with "npm run api", and commit them.`,
  );
else console.log(`written: ${stale.join(', ')}`);
process.exitCode = isCheck && stale.length > 0 ? 1 : 0;

/** Of its advice on documentation, and of what is said above. */
function beSilent(message) {
  message.logLevel = 'none';
  message.handled = true;
}
