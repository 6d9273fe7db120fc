import { SOURCE_NAME, SOURCE_NAME_RULE } from '../core/contract';
import { InvalidInput } from '../core/input';

/** Also what keeps a quote from ending the string in a query of visibility. */
export function checkedSource(source: string): string {
  if (SOURCE_NAME.test(source)) return source;
  throw new InvalidInput(`"source" must have ${SOURCE_NAME_RULE}.`);
}
