import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorText } from '../core/error-text';
import { compileRoutes, type CompiledRoutes } from './compile-routes';

/**
 * Loads a routes module, CommonJS or ESM, by its path (relative to the working directory) and compiles its default export. Never throws:
 * a file that is absent, fails to load or exports something else is a problem in a sentence.
 */
export async function loadRoutes(file: string): Promise<CompiledRoutes> {
  const path = resolve(file);
  if (!existsSync(path)) return { ok: false, problems: [`there is no file ${path}`] };
  try {
    const exported = defaultOf((await import(pathToFileURL(path).href)) as { default?: unknown });
    if (exported !== undefined) return compileRoutes(exported);
    return { ok: false, problems: ['there is no default export; write `export default defineRoutes({ … })`'] };
  } catch (error) {
    const { type, message } = errorText(error);
    return { ok: false, problems: [`loading it failed: ${type}: ${message.split('\n', 1)[0]}`] };
  }
}

/** TypeScript and Babel put an ES default export into `exports.default` of a CommonJS module. */
function defaultOf(module: { default?: unknown }): unknown {
  const exported = module.default;
  if (typeof exported === 'object' && exported !== null && '__esModule' in exported) {
    return (exported as { default?: unknown }).default;
  }
  return exported;
}
