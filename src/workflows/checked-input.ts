import { ApplicationFailure } from '@temporalio/workflow';
import { InvalidInput, NewerInput } from '../core/input';

/**
 * Parses a workflow's input and fails the workflow at once, with failure type `InvalidInput`, when it is wrong. Any other error thrown in
 * workflow code would only fail the workflow task, which the server retries for ever: the caller would see nothing.
 *
 * Which is what is wanted of a `NewerInput` of a workflow that is to outlive a rollback: a `vodEvent` that failed would be an event lost. A
 * workflow that does not (`'fails'`) fails with it.
 */
export function checkedInput<T>(parse: (input: unknown) => T, input: unknown, newer: 'waits' | 'fails'): T {
  try {
    return parse(input);
  } catch (error) {
    const isFailure = error instanceof InvalidInput || (error instanceof NewerInput && newer === 'fails');
    if (isFailure) throw ApplicationFailure.nonRetryable(error.message, 'InvalidInput');
    throw error;
  }
}
