import { median } from './statistics';

export type Expectation = { atLeast: number } | { atMost: number } | { exactly: number };

/** One line of the result. Its value is the median of the rounds. */
export interface Measure {
  name: string;
  /** Of one round each. */
  rounds: number[];
  unit?: string;
  /** Without one the line is there to understand the others by. */
  expectation?: Expectation;
}

export type Verdict = 'met' | 'missed';

export function valueOf({ rounds }: Measure): number {
  return median(rounds);
}

export function verdictOf(measure: Measure): Verdict | undefined {
  const { expectation } = measure;
  if (!expectation) return undefined;
  const value = valueOf(measure);
  if ('atLeast' in expectation) return value >= expectation.atLeast ? 'met' : 'missed';
  if ('atMost' in expectation) return value <= expectation.atMost ? 'met' : 'missed';
  return value === expectation.exactly ? 'met' : 'missed';
}
