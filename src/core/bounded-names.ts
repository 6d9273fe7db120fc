import { MAX_LABEL_VALUES } from './defaults';

/** What stands for every name beyond the bound. */
const OTHER = 'other';

/**
 * Names out of the network as labels of metrics. Each value of a label is kept by everything between here and the dashboard, for ever: so a
 * source has its first names, and the rest goes by one.
 */
export class BoundedNames {
  private readonly namesOf = new Map<string, Set<string>>();

  constructor(private readonly limit = MAX_LABEL_VALUES) {}

  /** The name itself, or `other`. */
  of(source: string, name: string): string {
    const names = this.namesOf.get(source) ?? new Set();
    if (names.has(name)) return name;
    if (names.size >= this.limit) return OTHER;
    this.namesOf.set(source, names.add(name));
    return name;
  }

  /** Whether it has been met before, or could not be remembered. */
  has(source: string, name: string): boolean {
    const names = this.namesOf.get(source);
    return names !== undefined && (names.has(name) || names.size >= this.limit);
  }
}
