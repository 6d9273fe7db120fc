import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface PageFile {
  path: string;
  type: string;
  content: Buffer;
}

const PAGE = join(__dirname, 'page');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** All that the page is made of, read once: what is asked for later names one of these paths, and no file. */
export function pageFiles(): PageFile[] {
  const own = readdirSync(PAGE)
    .filter((name) => extname(name) in TYPES)
    .map((name) => file(name === 'index.html' ? '/' : `/${name}`, join(PAGE, name)));
  return [
    ...own,
    file('/vendor/uplot.mjs', require.resolve('uplot/dist/uPlot.esm.js')),
    file('/vendor/uplot.css', require.resolve('uplot/dist/uPlot.min.css')),
  ];
}

function file(path: string, from: string): PageFile {
  const type = TYPES[path === '/' ? '.html' : extname(path)] ?? 'application/octet-stream';
  return { path, type, content: readFileSync(from) };
}
