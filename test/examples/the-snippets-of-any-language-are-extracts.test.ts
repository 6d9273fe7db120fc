import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(__dirname, '../../docs');
const SNIPPET = /^\[[^\]]*\]\((?<file>[^)]*)\)\n\n```\w+\n(?<code>.*?)^```$/gms;

const page = readFileSync(join(DOCS, 'any-language.md'), 'utf8');
const snippets = Array.from(page.matchAll(SNIPPET), ({ groups }) => ({
  file: groups?.file ?? '',
  lines: (groups?.code ?? '').trimEnd().split('\n'),
}));

/** Without the white space that every line begins with. */
function outdented(lines: readonly string[]): string {
  const depths = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  return lines.map((line) => line.slice(Math.min(...depths))).join('\n');
}

describe('docs/any-language.md', () => {
  it('names the file of every snippet', () => {
    expect(snippets).toHaveLength(page.split(/^```\w/m).length - 1);
    expect(snippets).not.toHaveLength(0);
  });

  it.each(snippets)('has from $file what is there', ({ file, lines }) => {
    const source = readFileSync(join(DOCS, file), 'utf8').split('\n');
    const extracts = source.map((_, at) => outdented(source.slice(at, at + lines.length)));
    expect(extracts).toContain(lines.join('\n'));
  });
});
