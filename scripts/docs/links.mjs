import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Links to what is not there, and pages that no way leads to from the first one. */
export function linkProblems(pages, root, first) {
  const byPath = new Map(pages.map((page) => [page.path, page]));
  const broken = pages.flatMap((page) =>
    page.links.flatMap(({ href, line }) => {
      const what = problemOf(targetOf(page, href), byPath, root);
      return what === undefined ? [] : [{ page, line, what: `${href}: ${what}` }];
    }),
  );
  const reached = reachedFrom(first, byPath);
  const lost = pages.filter(({ path }) => !reached.has(path));
  return [...broken, ...lost.map((page) => ({ page, line: 1, what: `no way leads here from ${first}` }))];
}

function targetOf(page, href) {
  if (/^[a-z][a-z+.-]*:/i.test(href)) return undefined;
  const [path, anchor] = href.split('#', 2);
  const isHere = path === '';
  return { path: isHere ? page.path : posix.join(posix.dirname(page.path), decodeURI(path)), anchor };
}

function problemOf(target, byPath, root) {
  if (target === undefined) return undefined;
  if (target.path.startsWith('..')) return 'leads out of the repository';
  if (!existsSync(join(root, target.path))) return 'there is no such file';
  if (target.anchor === undefined) return undefined;
  const page = byPath.get(target.path);
  if (page === undefined) return 'an anchor in what is no page';
  return page.anchors.has(target.anchor) ? undefined : `${target.path} has no such heading`;
}

/** A link to a folder leads to its README, as it does where such pages are shown. */
function reachedFrom(first, byPath) {
  const reached = new Set();
  const next = [first];
  for (let path = next.pop(); path !== undefined; path = next.pop()) {
    const page = byPath.get(path) ?? byPath.get(posix.join(path, 'README.md'));
    if (page === undefined || reached.has(page.path)) continue;
    reached.add(page.path);
    next.push(...page.links.flatMap(({ href }) => targetOf(page, href)?.path ?? []));
  }
  return reached;
}
