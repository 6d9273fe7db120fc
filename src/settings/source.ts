import { SOURCE_NAME, SOURCE_NAME_RULE } from '../core/contract';
import { DEFAULT_SOURCE } from '../core/defaults';

/** The name of a source: what it is called by whoever configures it, or else its SubAppId, or `default`. */
export function sourceName(given: string | undefined, subAppId: number | undefined): string {
  return given ?? String(subAppId ?? DEFAULT_SOURCE);
}

/** What is wrong with a given name, at this place of the configuration: nothing, or one problem. */
export function sourceProblems(given: string | undefined, place = '--source'): string[] {
  if (given === undefined || SOURCE_NAME.test(given)) return [];
  return [`${place} must have ${SOURCE_NAME_RULE}: it becomes part of workflow ids`];
}
