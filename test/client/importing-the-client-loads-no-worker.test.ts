import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const PROBE = `
  require(process.argv[1]);
  const packages = Object.keys(require.cache).map((path) => /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(path)?.[1]);
  const own = Object.keys(require.cache).filter((path) => !path.includes('node_modules'));
  console.log(JSON.stringify({ packages: [...new Set(packages)].filter(Boolean), own }));
`;

/** In a process of its own, of the build: what a service that imports it gets. */
it('importing the client loads no worker, no native bridge and no Tencent SDK', () => {
  const client = join(__dirname, '../../lib/client/index.js');
  const loaded = JSON.parse(execFileSync(process.execPath, ['-e', PROBE, client], { encoding: 'utf8' })) as {
    packages: string[];
    own: string[];
  };
  expect(loaded.packages).toContain('@temporalio/client');
  expect(
    loaded.packages.filter((name) => /worker|core-bridge|activity|workflow|tencentcloud|zod|pino/.test(name)),
  ).toEqual([]);
  expect(
    loaded.own.filter((path) =>
      /lib\/(worker|activities|workflows|routes|testing|cli|console|doctor|ingress)\//.test(path),
    ),
  ).toEqual([]);
});
