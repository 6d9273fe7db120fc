import { rmSync, statSync } from 'node:fs';
import { InstallableCheckout } from './installable-checkout';

let checkout: InstallableCheckout;
beforeEach(() => {
  checkout = new InstallableCheckout();
  checkout.tool('temporal', 'echo on path');
  checkout.installByHand('1.0.0');
  checkout.write('tsconfig.json', {});
  checkout.write('src/index.ts', 'one');
  checkout.write('src/extra.ts', 'extra');
  checkout.write('src/console/page/index.html', 'page');
  checkout.write('node_modules/jest/bin/jest.js', `process.stdout.write('tested');`);
  checkout.write(
    'node_modules/typescript/bin/tsc',
    `const fs = require('node:fs');
     fs.appendFileSync('compiled', 'x');
     fs.mkdirSync('lib');
     fs.writeFileSync('lib/command.js', '');
     if (fs.readFileSync('src/index.ts', 'utf8') === 'wrong') process.exit(2);`,
  );
  checkout.write('node_modules/@temporalio/worker/package.json', { main: 'index.js' });
  checkout.write(
    'node_modules/@temporalio/worker/index.js',
    `exports.DefaultLogger = class {};
     exports.bundleWorkflowCode = async ({ workflowsPath, failureConverterPath = 'plain failures' }) =>
       ({ code: 'bundle of ' + workflowsPath + ' with ' + failureConverterPath });`,
  );
});
afterEach(() => checkout.remove());

const test = () => checkout.run(['scripts/run.mjs', 'test']);
const builds = () => checkout.read('compiled').length;

it('builds at first, with commands that can be run and the workflow bundles, and then not again', async () => {
  expect(await test()).toMatchObject({ code: 0, stdout: 'tested', stderr: expect.stringContaining('building lib') });
  expect(statSync(checkout.path('lib/command.js')).mode & 0o111).toBe(0o111);
  const bundle = `bundle of ${checkout.path('lib/workflows/index.js')} with `;
  expect(checkout.read('lib/workflow-bundle.js')).toBe(`${bundle}plain failures`);
  const converter = checkout.path('lib/codec/failure-converter.js');
  expect(checkout.read('lib/workflow-bundle.encrypted.js')).toBe(`${bundle}${converter}`);
  expect((await test()).stderr).toContain('lib is up to date');
  expect(builds()).toBe(1);
});

it('builds again after a change, and leaves nothing behind in lib', async () => {
  await test();
  checkout.write('lib/of-a-deleted-source.js', '');
  checkout.write('src/index.ts', 'two');
  await test();
  expect(builds()).toBe(2);
  expect(checkout.has('lib/of-a-deleted-source.js')).toBe(false);
});

it('builds again after a source was deleted', async () => {
  await test();
  rmSync(checkout.path('src/extra.ts'));
  await test();
  expect(builds()).toBe(2);
});

it('does not start the task when the build fails, and builds again the next time', async () => {
  checkout.write('src/index.ts', 'wrong');
  expect(await test()).toMatchObject({ code: 2, stdout: '' });
  checkout.write('src/index.ts', 'right');
  expect(await test()).toMatchObject({ code: 0, stdout: 'tested' });
});
