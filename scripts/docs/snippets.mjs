import { parse as parseToml } from 'smol-toml';
import ts from 'typescript';
import { parse as parseYaml } from 'yaml';

const script = (extension) => (text) => {
  // A part of an object, as a page shows it, is read as one.
  const first = syntaxError(text, extension);
  if (first !== undefined && syntaxError(`({${text}})`, extension) !== undefined) throw new Error(first);
};

const PARSERS = {
  js: script('mjs'),
  ts: script('mts'),
  json: JSON.parse,
  yaml: parseYaml,
  toml: parseToml,
};

/** Snippets that cannot be read. Those of Python, Go and Java are extracts of the examples, which a test compares. */
export function snippetProblems(pages) {
  return pages.flatMap((page) =>
    page.snippets.flatMap(({ lang, text, line }) => {
      try {
        PARSERS[lang]?.(text);
        return [];
      } catch (error) {
        return [{ page, line, what: `this ${lang} cannot be read: ${error.message.split('\n', 1)[0]}` }];
      }
    }),
  );
}

function syntaxError(text, extension) {
  const { diagnostics } = ts.transpileModule(text, {
    fileName: `snippet.${extension}`,
    reportDiagnostics: true,
    compilerOptions: { allowJs: true, module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext },
  });
  return diagnostics[0] && ts.flattenDiagnosticMessageText(diagnostics[0].messageText, ' ');
}
