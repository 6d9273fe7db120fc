import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vod-events-docs-'));
  await mkdir(join(folder, 'docs'));
});

afterAll(() => rm(folder, { recursive: true }));

test('what is wrong in a page is found, with its line, and nothing else', async () => {
  await write('docs/README.md', [
    '# Start',
    '[other](other.md), [its heading](other.md#what-it-is), [folder](../docs)',
    '[nowhere](nowhere.md), [no heading](other.md#what-it-was)',
    '`vod-events status --wach`, `vod-events parked lst`, `npm run nothing`, `VOD_EVENTS_NOTHING`, `src/nothing.ts`',
    '`vod-events status --watch`, `vod-events worker --routes`, `vod-events pause <source>`, `VOD_EVENTS_SOURCE_SHOP_RATE`, `npm run docs`',
  ]);
  await write('docs/other.md', [
    '# Other',
    '## What it `is`',
    ...[
      '```sh',
      'A=b vod-events pause 1 --nothing  # comment',
      'vod-events completion tcsh',
      'vod-events trace',
      '```',
    ],
    ...['```sh', 'source <(vod-events completion bash) && vod-events trace <key> \\', '  --source 1', '```'],
    ...['```json', '{ "a": 1, }', '```'],
    ...['```js', 'const = 1;', '```'],
    ...['```js', 'NewFileUpload: { ignore: true },', '```'],
    ...['```yaml', 'a: [', '```'],
    ...['```toml', 'a =', '```'],
    ...['```console', '$ vod-events parked list --before yesterday', 'changed', '```'],
  ]);
  await write('docs/lost.md', ['# Lost']);

  const { code, problems } = await docs('--check');
  expect(problems).toEqual([
    'docs/README.md:3: nowhere.md: there is no such file',
    'docs/README.md:3: other.md#what-it-was: docs/other.md has no such heading',
    'docs/lost.md:1: no way leads here from docs/README.md',
    'docs/README.md:4: vod-events status --wach: status has no --wach',
    'docs/README.md:4: vod-events parked lst: parked has no command lst',
    'docs/other.md:4: vod-events pause 1 --nothing: pause has no --nothing',
    expect.stringContaining('docs/other.md:5: vod-events completion tcsh: shell is one of '),
    'docs/other.md:6: vod-events trace: an argument is missing',
    'docs/README.md:4: npm has no script nothing',
    'docs/README.md:4: nothing reads VOD_EVENTS_NOTHING',
    'docs/README.md:4: there is no src/nothing.ts',
    expect.stringContaining('docs/other.md:12: this json cannot be read: '),
    expect.stringContaining('docs/other.md:15: this js cannot be read: '),
    expect.stringContaining('docs/other.md:21: this yaml cannot be read: '),
    expect.stringContaining('docs/other.md:24: this toml cannot be read: '),
    expect.stringContaining('docs/other.md:27: the output is another: line 2 is "'),
  ]);
  expect(code).toBe(1);
});

test('outputs are written anew, and are in order then, with what is left out left out', async () => {
  await rm(join(folder, 'docs'), { recursive: true });
  await mkdir(join(folder, 'docs'));
  const help = ['```console', '$ vod-events worker --help', 'Usage: vod-events worker [options]', '…', '```'];
  const mistake = ['```console', '$ vod-events stats', 'something', '$ echo $?', '0', '```'];
  const variable = ['```console', '$ VOD_EVENTS_RATE=many vod-events worker', '```'];
  await write('docs/README.md', ['# Start', ...help, ...mistake, ...variable]);

  expect(await docs()).toEqual({ code: 0, problems: [] });
  const page = await readFile(join(folder, 'docs/README.md'), 'utf8');
  expect(page).toContain(help.join('\n'));
  expect(page).toContain("unknown command 'stats'");
  expect(page).toContain('$ echo $?\n2\n');
  expect(page).toContain('vod-events worker: VOD_EVENTS_RATE');
  expect(await docs('--check')).toEqual({ code: 0, problems: [] });
});

const write = (path: string, lines: string[]): Promise<void> => writeFile(join(folder, path), `${lines.join('\n')}\n`);

function docs(...flags: string[]): Promise<{ code: number; problems: string[] }> {
  return new Promise((resolve) => {
    const given = ['--import', 'tsx', 'scripts/docs.mjs', ...flags, folder];
    execFile(process.execPath, given, { cwd: ROOT }, (error, _stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, problems: stderr.split('\n').filter(Boolean) }),
    );
  });
}
