/**
 * The environment variables of one source of a file: `VOD_EVENTS_SOURCE_<NAME>_<KEY>`, in capitals, the name with `_` for whatever is no
 * letter or digit, the key as in the variable of a worker without a file: `VOD_EVENTS_SOURCE_SHOP_SUB_APP_ID` is `sources.shop.subAppId`.
 */
import { didYouMean } from './closest';

const PREFIX = 'VOD_EVENTS_SOURCE_';

/** `subAppId` is `SUB_APP_ID` at the end of a variable. */
const capitals = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

export function sourceVariable(source: string, key: string): string {
  return `${PREFIX}${source.toUpperCase().replace(/[^A-Z0-9]/g, '_')}_${capitals(key)}`;
}

/** Variables that look like those of a source and are none, and such as would be those of two. */
export function sourceVariableProblems(
  env: NodeJS.ProcessEnv,
  sources: readonly string[],
  keys: readonly string[],
): string[] {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  for (const source of sources) {
    const clash = keys.map((key) => owners.get(sourceVariable(source, key))).find((owner) => owner !== undefined);
    if (clash !== undefined)
      problems.push(`sources.${clash} and sources.${source} would have the same environment variables; rename one`);
    for (const key of keys) owners.set(sourceVariable(source, key), source);
  }
  const known = [...owners.keys()];
  const unknown = Object.keys(env).filter((name) => name.startsWith(PREFIX) && !owners.has(name) && env[name] !== '');
  return problems.concat(unknown.map((name) => `${name} is no setting of a source${didYouMean(name, known)}`));
}
