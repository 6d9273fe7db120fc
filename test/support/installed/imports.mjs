// Prints, for each entry, what ESM can import by name and what CommonJS gets.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const found = {};
for (const entry of process.argv.slice(2)) {
  const byName = Object.keys(await import(entry)).filter(
    (name) => !['default', 'module.exports', '__esModule'].includes(name),
  );
  found[entry] = { esm: byName.sort(), cjs: Object.keys(require(entry)).sort() };
}
console.log(JSON.stringify(found));
