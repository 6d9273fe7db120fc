import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileRoutes, type CompiledRoutes } from './compile-routes';

/**
 * Loads a routes module, CommonJS or ESM, by its path (relative to the working directory) and compiles its default export. Never throws:
 * a file that is absent, fails to load or exports something else is a problem in a sentence.
 */
export async function loadRoutes(file: string): Promise<CompiledRoutes> {
  const path = resolve(file);
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(path).href)) as { default?: unknown };
  } catch (error) {
    return { ok: false, problems: [whyNotLoaded(path, error)] };
  }
  const exported = defaultOf(module);
  if (exported === undefined) {
    return { ok: false, problems: ['there is no default export; write `export default defineRoutes({ … })`'] };
  }
  return compileRoutes(exported);
}

/** TypeScript and Babel put an ES default export into `exports.default` of a CommonJS module. */
function defaultOf(module: { default?: unknown }): unknown {
  const exported = module.default;
  if (typeof exported === 'object' && exported !== null && '__esModule' in exported) {
    return (exported as { default?: unknown }).default;
  }
  return exported;
}

function whyNotLoaded(path: string, error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  const message = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
  const absent = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND' || code === 'ENOENT';
  if (absent && message.includes(path)) return `there is no file ${path}`;
  return `loading it failed: ${error instanceof Error ? `${error.name}: ` : ''}${message}`;
}
