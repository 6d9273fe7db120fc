import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorText } from '../core/error-text';
import { compileRoutes, type CompiledRoutes } from './compile-routes';

/**
 * Loads a routes module, CommonJS or ESM, by its path (relative to the working directory) and compiles its default export. Never throws:
 * a file that is absent, fails to load or exports something else is a problem in a sentence.
 *
 * Loaded again after it has changed it is read anew, but not the modules that it imports: Node keeps every module it has loaded, each version of
 * this one too, until the process ends.
 */
export async function loadRoutes(file: string): Promise<CompiledRoutes> {
  const path = resolve(file);
  if (!existsSync(path)) return { ok: false, problems: [`there is no file ${path}`] };
  try {
    const exported = defaultOf((await import(urlOf(path))) as { default?: unknown });
    if (exported !== undefined) return compileRoutes(exported);
    return { ok: false, problems: ['there is no default export; write `export default defineRoutes({ … })`'] };
  } catch (error) {
    failures.set(path, (failures.get(path) ?? 0) + 1);
    const { type, message } = errorText(error);
    return { ok: false, problems: [`loading it failed: ${type}: ${message.split('\n', 1)[0]}`] };
  }
}

/** Digests of what was loaded first, under the plain URL, by path. */
const firstLoaded = new Map<string, string>();
/** How often loading it has failed: a module that failed is kept as well, and may have failed for what it imports. */
const failures = new Map<string, number>();

/** Another one for another content, and the same for the same: what is loaded already is not loaded twice. */
function urlOf(path: string): string {
  const digest = createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
  const version = [digest, failures.get(path)].filter((part) => part !== undefined).join('-');
  if (!firstLoaded.has(path)) firstLoaded.set(path, version);
  const { href } = pathToFileURL(path);
  if (firstLoaded.get(path) === version) return href;
  // CommonJS modules are kept by path, whatever the URL.
  delete require.cache[realpathSync(path)];
  return `${href}?${version}`;
}

/** TypeScript and Babel put an ES default export into `exports.default` of a CommonJS module. */
function defaultOf(module: { default?: unknown }): unknown {
  const exported = module.default;
  if (typeof exported === 'object' && exported !== null && '__esModule' in exported) {
    return (exported as { default?: unknown }).default;
  }
  return exported;
}
