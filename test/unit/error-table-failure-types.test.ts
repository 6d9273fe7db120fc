import { ERROR_TABLE, FAILURE_TYPES, NON_RETRYABLE_FAILURE_TYPES, RETRY_OF } from '../../src/core/error-table';

const classes = Object.keys(FAILURE_TYPES) as (keyof typeof FAILURE_TYPES)[];

describe('the failure types', () => {
  it('are one per class, and every class of the table has one', () => {
    expect(new Set(Object.values(FAILURE_TYPES)).size).toBe(classes.length);
    for (const { pull, confirm, config } of ERROR_TABLE) {
      expect(classes).toContain(confirm);
      expect(classes).toContain(config);
      if (pull !== 'empty') expect(classes).toContain(pull);
    }
  });

  it('are part of the public contract', () => {
    expect(FAILURE_TYPES).toEqual({
      transient: 'VodTransient',
      throttled: 'VodThrottled',
      configuration: 'VodConfiguration',
      expired: 'VodHandleExpired',
      bug: 'VodBug',
      unreachable: 'VodUnreachable',
      unknown: 'VodUnknown',
    });
  });

  it('that are not retried are those whose class is not retryable', () => {
    const notRetryable = classes.filter((errorClass) => !RETRY_OF[errorClass].retryable);
    expect([...NON_RETRYABLE_FAILURE_TYPES].sort()).toEqual(
      notRetryable.map((errorClass) => FAILURE_TYPES[errorClass]).sort(),
    );
  });

  it('leave an unknown code and a lost answer retryable', () => {
    expect(RETRY_OF.unknown.retryable).toBe(true);
    expect(RETRY_OF.unreachable.retryable).toBe(true);
  });
});
