/**
 * What `scripts/run.mjs <task>` can run. Each command is a list of arguments to Node.js; a task of one command passes its
 * own arguments on to it, a task of several takes none, runs them all and fails if one did.
 */
export const TASKS = {
  test: { commands: [['scripts/test.mjs']], needsTemporal: true, needsBuild: true },
  demo: { commands: [['--import', 'tsx', 'demo/main.ts']], needsTemporal: true, needsBuild: true },
  chaos: { commands: [['--import', 'tsx', 'test/chaos/main.ts']], needsTemporal: true, needsBuild: true },
  bench: { commands: [['--import', 'tsx', 'bench/main.ts']], needsTemporal: true, needsBuild: true },
  soak: { commands: [['--import', 'tsx', 'bench/soak.ts']], needsTemporal: true, needsBuild: true },
  walk: { commands: [['--import', 'tsx', 'walk/main.ts']], needsTemporal: true, needsBuild: true },
  api: { commands: [['scripts/api-report.mjs']], needsTemporal: false, needsBuild: true },
  check: {
    commands: [
      ['node_modules/prettier/bin/prettier.cjs', '--check', '.'],
      ['node_modules/eslint/bin/eslint.js', '.'],
      ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'],
      ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.dev.json'],
      ['node_modules/typescript/bin/tsc', '-p', 'src/console/page/tsconfig.json'],
      ['scripts/schema.mjs', '--check'],
      ['--import', 'tsx', 'scripts/monitoring.ts', '--check'],
      ['--import', 'tsx', 'scripts/configuration.mjs', '--check'],
      ['--import', 'tsx', 'scripts/observability.mjs', '--check'],
      ['--import', 'tsx', 'scripts/docs.mjs', '--check'],
      ['scripts/licences.mjs', '--check'],
      ['node_modules/knip/bin/knip.js'],
    ],
    needsTemporal: false,
    needsBuild: false,
  },
};
