/** Scripts that complete the command line, made from the commands themselves. */
import type { Command, Option } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export function completionScript(program: Command, shell: Shell): string {
  const nodes = nodesOf(program, '');
  if (shell === 'fish') return fish(program, nodes);
  const script = bash(program, nodes);
  // zsh runs it by its own emulation of bash's completion.
  return shell === 'bash' ? script : `autoload -U +X bashcompinit && bashcompinit\n${script}`;
}

/** A command and where it stands: `parked list`. */
interface Node {
  path: string;
  command: Command;
}

function nodesOf(command: Command, path: string): Node[] {
  const below = command.commands.flatMap((sub) => nodesOf(sub, path === '' ? sub.name() : `${path} ${sub.name()}`));
  return [{ path, command }, ...below];
}

/** What may stand at the place of the next word. */
function wordsOf({ path, command }: Node): string[] {
  const flags = command.options.flatMap(({ long }) => (long == null ? [] : [long]));
  const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  return [
    ...command.commands.map((sub) => sub.name()),
    ...choices,
    ...flags,
    '--help',
    ...(path === '' ? ['help'] : []),
  ];
}

const takesValue = (option: Option): boolean => option.required || option.optional;
const takesSource = ({ command }: Node): boolean => command.registeredArguments.some((one) => one.name() === 'source');

function bash(program: Command, nodes: readonly Node[]): string {
  const name = program.name();
  const sources = `$(${name} completion sources 2>/dev/null)`;
  const quoted = (texts: readonly string[]): string => texts.map((text) => `"${text}"`).join('|');
  const below = nodes.filter(({ path }) => path !== '').map(({ path }) => (path.includes(' ') ? path : ` ${path}`));
  const values = nodes.flatMap(({ path, command }) =>
    command.options.filter(takesValue).map((option) => {
      const words = option.long === '--source' ? sources : (option.argChoices ?? []).join(' ');
      return `    "${path} ${option.long}") words="${words}" ;;`;
    }),
  );
  const commands = nodes.map((node) => {
    const words = wordsOf(node).join(' ');
    return `      "${node.path}") words="${words}${takesSource(node) ? ` ${sources}` : ''}" ;;`;
  });
  return `# ${name}: completion, made by "${name} completion"
_vod_events() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" at="" words="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
      ${quoted(below)}) at="\${at:+$at }\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at $prev" in
${values.join('\n')}
    *) case "$at" in
${commands.join('\n')}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _vod_events ${name}`;
}

function fish(program: Command, nodes: readonly Node[]): string {
  const name = program.name();
  const text = (words: string): string => `'${words.replace(/[\\']/g, '\\$&')}'`;
  const lines = nodes.flatMap((node) => {
    const { path, command } = node;
    const complete = `complete -c ${name} -n ${text(`__vod_events_at ${path}`.trimEnd())}`;
    const subs = command.commands.map((sub) => `${complete} -f -a ${sub.name()} -d ${text(sub.description())}`);
    const flags = command.options.flatMap((option) => {
      if (option.long == null) return [];
      const flag = `${complete} -l ${option.long.slice(2)} -d ${text(option.description)}`;
      if (option.long === '--source') return [`${flag} -x -a '(${name} completion sources 2>/dev/null)'`];
      if (option.argChoices) return [`${flag} -x -a ${text(option.argChoices.join(' '))}`];
      return [takesValue(option) ? `${flag} -r` : flag];
    });
    const choices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
    const words = choices.length > 0 ? [`${complete} -f -a ${text(choices.join(' '))}`] : [];
    const sources = takesSource(node) ? [`${complete} -f -a '(${name} completion sources 2>/dev/null)'`] : [];
    return [...subs, ...words, ...sources, ...flags];
  });
  const commands = nodes.filter(({ path }) => path !== '').map(({ path }) => text(path));
  return `# ${name}: completion, made by "${name} completion"
function __vod_events_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        set -l next (string trim "$at $word")
        contains -- $next ${commands.join(' ')}; and set at $next
    end
    test "$at" = "$argv"
end
${lines.join('\n')}`;
}
