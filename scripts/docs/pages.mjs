import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import GithubSlugger from 'github-slugger';
import { lexer, walkTokens } from 'marked';

/** Made by others: packages, builds, and the reports of the public API. */
const NOT_OURS = new Set(['node_modules', 'lib', 'build', 'target', 'etc']);

/** Every Markdown page below a folder: `{ path, source, anchors, links, snippets, spans }`, the last three with their lines. */
export function readPages(root) {
  return markdownFiles(root, '')
    .sort()
    .map((path) => readPage(path, readFileSync(join(root, path), 'utf8')));
}

function markdownFiles(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return entry.name.startsWith('.') || NOT_OURS.has(entry.name) ? [] : markdownFiles(root, path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

function readPage(path, source) {
  const page = { path, source, anchors: new Set(), links: [], snippets: [], spans: [] };
  const slugger = new GithubSlugger();
  const lineOf = lineFinder(source);
  walkTokens(lexer(source), (token) => {
    if (token.type === 'heading') page.anchors.add(slugger.slug(plainText(token.tokens)));
    if (token.type === 'link' || token.type === 'image') page.links.push({ href: token.href, line: lineOf(token.raw) });
    if (token.type === 'code')
      page.snippets.push({ lang: token.lang ?? '', text: token.text, line: lineOf(token.raw) });
    if (token.type === 'codespan') page.spans.push({ text: token.text.replaceAll('\n', ' '), line: lineOf(token.raw) });
  });
  return page;
}

const plainText = (tokens) => tokens.map((token) => (token.tokens ? plainText(token.tokens) : token.text)).join('');

/** Tokens have no position. They come in the order of the page, though, so that each is looked for behind the one before. */
function lineFinder(source) {
  let at = 0;
  return (raw) => {
    const found = source.indexOf(raw.split('\n', 1)[0], at);
    if (found !== -1) at = found + 1;
    return source.slice(0, at).split('\n').length;
  };
}
