import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgsStringToArgv } from 'string-argv';

const require = createRequire(import.meta.url);
const { calledCommands } = require('../../src/cli/called-command');
const { createProgram } = require('../../src/cli/program');
const { exitCodeOf } = require('../../src/cli/failures');

/** Where the pages say that they are, so that no output names a folder of somebody's. */
const SHOWN_ROOT = '/srv/app';
/** In a page, a line of its own for lines that are left out. */
const SOMETHING = '…';

/**
 * Outputs that are not what the page says, of the blocks of the language `console`: `$ vod-events …`, what it prints, and if it matters `$ echo $?`. They run
 * in this process, one after the other, in an environment with nothing in it but what stands before the command. Meant for commands that need no server.
 */
export async function outputProblems(pages, root, { write }) {
  const problems = [];
  for (const page of pages) {
    let { source } = page;
    for (const { text, line } of page.snippets.filter(({ lang }) => lang === 'console')) {
      const shown = [];
      let code = 0;
      for (const { command, output } of dialogue(text)) {
        const said = command === 'echo $?' ? { code, output: `${code}` } : await run(command, root);
        code = said.code;
        shown.push(
          `$ ${command}`,
          ...(said.output === '' ? [] : [matches(output, said.output) ? output : said.output]),
        );
      }
      const made = shown.join('\n');
      if (made === text) continue;
      if (write) source = source.replace(text, () => made);
      else problems.push({ page, line, what: `the output is another: ${difference(text, made)}. Run "npm run docs".` });
    }
    if (source !== page.source) writeFileSync(join(root, page.path), source);
  }
  return problems;
}

/** Each command of a block, with what is shown below it. */
function dialogue(text) {
  const parts = text.split(/^\$ /m).slice(1);
  return parts.map((part) => {
    const [command, ...output] = part.replace(/\n$/, '').split('\n');
    return { command, output: output.join('\n') };
  });
}

/** How wide a column is follows the folder of the machine: however many spaces there are from two on, they are the same. */
const evenly = (text) => text.replace(/ {2,}/g, '  ');

function matches(expected, said) {
  const parts = evenly(expected)
    .split('\n')
    .map((line) => (line === SOMETHING ? '[^]*?' : escaped(line)));
  return new RegExp(`^${parts.join('\n').replaceAll('\n[^]*?\n', '\n[^]*?')}$`).test(evenly(said));
}

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function difference(expected, made) {
  const lines = made.split('\n');
  const at = expected.split('\n').findIndex((line, index) => line !== lines[index]);
  return `line ${at + 1} is ${JSON.stringify(lines[at] ?? '')}`;
}

class Exited extends Error {
  constructor(code) {
    super(`exit code ${code}`);
    this.code = code;
  }
}

async function run(command, root) {
  const words = parseArgsStringToArgv(command);
  const isVariable = (word) => /^[A-Z_]+=/.test(word);
  const first = words.findIndex((word) => !isVariable(word));
  if (words[first] !== 'vod-events') return { code: 127, output: 'only vod-events is run here' };
  const variables = words.slice(0, first).map((word) => word.split(/=(.*)/s, 2));
  const stage = enter(root, { HOME: '/nowhere', NO_COLOR: '1', ...Object.fromEntries(variables) });
  let code;
  try {
    const args = words.slice(first + 1);
    const { version } = require('../../package.json');
    await createProgram(version, await calledCommands(args)).parseAsync(args, { from: 'user' });
    code = process.exitCode ?? 0;
  } catch (error) {
    code = error instanceof Exited ? error.code : await exitCodeOf(error);
  } finally {
    stage.leave();
  }
  return {
    code,
    output: stage
      .output()
      .replaceAll(root, SHOWN_ROOT)
      .replaceAll(/[ \t]+$/gm, '')
      .trimEnd(),
  };
}

/** Has everything that a command reads of this process, and says through it, be the page's; `leave` gives it back. */
function enter(root, environment) {
  const before = { env: process.env, folder: process.cwd(), code: process.exitCode, exit: process.exit };
  const streams = [process.stdout, process.stderr].map((stream) => ({
    stream,
    write: stream.write,
    isTTY: stream.isTTY,
  }));
  let text = '';
  process.env = environment;
  process.chdir(root);
  process.exitCode = undefined;
  process.exit = (code) => {
    throw new Exited(code ?? 0);
  };
  for (const { stream } of streams) {
    stream.isTTY = false;
    stream.write = (chunk) => ((text += chunk), true);
  }
  return {
    output: () => text,
    leave() {
      process.env = before.env;
      process.chdir(before.folder);
      process.exitCode = before.code;
      process.exit = before.exit;
      for (const { stream, write, isTTY } of streams) Object.assign(stream, { write, isTTY });
    },
  };
}
