import { createRequire } from 'node:module';
import { parseArgsStringToArgv } from 'string-argv';

// Not imported: the sources are CommonJS, and what is imported and required both would be there twice.
const require = createRequire(import.meta.url);
const { allCommands } = require('../../src/cli/commands');
const { createProgram } = require('../../src/cli/program');

/** Where a command begins: at the start of a line or behind `|`, `&&`, `;` or a bracket, with variables and `npx` before it. */
const COMMAND = /(?:^|[|;&(])\s*(?:[A-Z_]+=\S*\s+)*(?:npx )?vod-events(?=\s|$)/g;
/** Up to where it goes: what the shell takes for itself ends it, but for quotes. */
const ITS_WORDS = /^(?:"[^"]*"|'[^']*'|[^|;&()<>"'])*/;
/** Stands for `<source>` and the like, which are no words that anybody types. */
const ANY = '\u0000';

/** `vod-events` with commands, flags or arguments that it does not have: in blocks for the shell, and in the text. */
export function commandProblems(pages) {
  const program = createProgram('0.0.0', allCommands());
  return pages.flatMap((page) => [
    ...page.snippets.flatMap((snippet) =>
      shellLines(snippet).flatMap(({ text, line }) => problemsAt(program, page, text, line, { whole: true })),
    ),
    ...page.spans.flatMap(({ text, line }) =>
      /^(npx )?vod-events\s/.test(text)
        ? problemsAt(program, page, text.replace(/[[\]]/g, ''), line, { whole: false })
        : [],
    ),
  ]);
}

/** Lines that somebody types: of a block without a language those behind a `$`. Those of the language `console` are run anyway. */
function shellLines({ lang, text, line }) {
  if (lang !== '' && lang !== 'sh') return [];
  const lines = [];
  let joined = '';
  for (const [index, each] of text.split('\n').entries()) {
    joined += each.replace(/\\$/, '');
    if (each.endsWith('\\')) continue;
    if (lang === 'sh') lines.push({ text: joined.replace(/(^|\s)#.*/, ''), line: line + 1 + index });
    else if (joined.startsWith('$ ')) lines.push({ text: joined.slice(2), line: line + 1 + index });
    joined = '';
  }
  return lines;
}

function problemsAt(program, page, text, line, { whole }) {
  const typed = text.replace(/<[\w ./-]+>/g, ANY);
  return [...typed.matchAll(COMMAND)].flatMap(({ 0: before, index }) => {
    const [rest] = ITS_WORDS.exec(typed.slice(index + before.length));
    const what = problemOf(program, parseArgsStringToArgv(rest), { whole });
    return what === undefined
      ? []
      : [{ page, line, what: `vod-events${rest.trimEnd().replaceAll(ANY, '<…>')}: ${what}` }];
  });
}

/** What commander would refuse, found without running anything. A mention in the text need not have all arguments. */
function problemOf(program, words, { whole }) {
  let command = program;
  const given = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word.startsWith('-') && word !== '-') {
      const [flag, value] = word.split('=', 2);
      if (['--help', '-h', '--version'].includes(flag)) continue;
      const option = optionOf(command, flag);
      if (option === undefined) return `${command.name()} has no ${flag}`;
      if (!option.required || value !== undefined) continue;
      const next = words[++at];
      if (next === undefined && !whole) continue;
      if (next === undefined || next.startsWith('-')) return `${flag} needs a value`;
      if (!isOneOf(option, next)) return `${flag} takes ${option.argChoices.join(', ')}`;
    } else if (command.commands.length > 0) {
      if (word === ANY) return undefined;
      const next = command.commands.find((each) => each.name() === word || each.aliases().includes(word));
      if (next === undefined) return `${command.name()} has no command ${word}`;
      command = next;
    } else given.push(word);
  }
  return argumentProblem(command, given, whole && !words.includes('--help'));
}

function argumentProblem(command, given, whole) {
  const taken = command.registeredArguments;
  if (given.length > taken.length && !taken.some(({ variadic }) => variadic)) return 'too many arguments';
  if (whole && taken.some(({ required }, index) => required && given[index] === undefined))
    return 'an argument is missing';
  const wrong = given.findIndex((word, index) => taken[index] !== undefined && !isOneOf(taken[index], word));
  return wrong === -1 ? undefined : `${taken[wrong].name()} is one of ${taken[wrong].argChoices.join(', ')}`;
}

const isOneOf = ({ argChoices }, word) => argChoices === undefined || word === ANY || argChoices.includes(word);

function optionOf(command, flag) {
  for (let each = command; each !== null; each = each.parent) {
    const found = each.options.find(({ short, long }) => short === flag || long === flag);
    if (found) return found;
  }
  return undefined;
}
