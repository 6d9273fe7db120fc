import { SOURCE_NAME } from '../core/contract';
import { InvalidInput } from '../core/input';

/** Also what keeps a quote from ending the string in a query of visibility. */
export function checkedSource(source: string): string {
  if (SOURCE_NAME.test(source)) return source;
  throw new InvalidInput('"source" must have 1 to 100 letters, digits, ".", "_" or "-".');
}
