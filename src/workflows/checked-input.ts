import { ApplicationFailure } from '@temporalio/workflow';
import { InvalidInput } from '../core/input';

/**
 * Parses a workflow's input and fails the workflow at once, with failure type `InvalidInput`, when it is wrong. Any other error thrown in
 * workflow code would only fail the workflow task, which the server retries for ever: the caller would see nothing.
 */
export function checkedInput<T>(parse: (input: unknown) => T, input: unknown): T {
  try {
    return parse(input);
  } catch (error) {
    if (error instanceof InvalidInput) throw ApplicationFailure.nonRetryable(error.message, 'InvalidInput');
    throw error;
  }
}
