import * as defaults from '../../src/core/defaults';
import { readSettings } from '../../src/worker/settings';

const {
  ABORT_GRACE_MS,
  ACTIVITY_SLOTS,
  CONFIRM_ELSEWHERE_MS,
  CONFIRM_RESERVE_MS,
  CONFIRM_TIMEOUT_MS,
  DEADLINE_MARGIN_MS,
  GATHER_MS,
  GRACE_MS,
  HANDLE_HEARTBEAT_TIMEOUT_MS,
  INITIAL_OPEN_BATCHES,
  MAX_BATCH_BYTES,
  MAX_CACHED_WORKFLOWS,
  MAX_EVENTS_PER_CALL,
  MAX_OPEN_BATCHES,
  MIN_OPEN_BATCHES,
  OUTCOME_KEPT_MS,
  PULL_TIMEOUT_MS,
  PUMP_HEARTBEAT_TIMEOUT_MS,
  QUICK_BUDGET_MS,
  RATE_PER_SECOND,
  STICKY_TIMEOUT_MS,
  WINDOW_MS,
  WORKFLOW_TASK_SLOTS,
  WORKFLOW_TASK_TIMEOUT_MS,
} = defaults;

describe('the defaults', () => {
  it('state the facts of the API', () => {
    expect([WINDOW_MS, MAX_EVENTS_PER_CALL]).toEqual([30_000, 16]);
    expect(RATE_PER_SECOND).toBeLessThanOrEqual(100);
    // The server holds an empty pull for 5 s.
    expect(PULL_TIMEOUT_MS).toBeGreaterThan(5_000);
  });

  it('leave a hanging confirm time for another, after a crash too', () => {
    const crashMs = WORKFLOW_TASK_TIMEOUT_MS + STICKY_TIMEOUT_MS;
    expect(crashMs + QUICK_BUDGET_MS + 2 * CONFIRM_TIMEOUT_MS).toBeLessThan(WINDOW_MS - DEADLINE_MARGIN_MS);
    expect(CONFIRM_ELSEWHERE_MS).toBeGreaterThan(CONFIRM_TIMEOUT_MS);
    // A call that begins when the last hand-over has ended is over before the window is.
    expect(CONFIRM_RESERVE_MS + DEADLINE_MARGIN_MS).toBeGreaterThanOrEqual(CONFIRM_TIMEOUT_MS);
  });

  it('let even the longest quick budget end before hand-overs have to', () => {
    const tooLong = readSettings({
      TENCENTCLOUD_SECRET_ID: 'id',
      TENCENTCLOUD_SECRET_KEY: 'key',
      VOD_EVENTS_QUICK_BUDGET: `${WINDOW_MS - DEADLINE_MARGIN_MS - CONFIRM_RESERVE_MS}ms`,
    });
    expect(tooLong).toMatchObject({ ok: false });
    expect(GATHER_MS).toBeLessThan(DEADLINE_MARGIN_MS);
  });

  it('fail over within the ten seconds that were promised', () => {
    expect(PUMP_HEARTBEAT_TIMEOUT_MS + STICKY_TIMEOUT_MS + 1_000).toBeLessThan(10_000);
  });

  it('keep an outcome until its event’s workflow has asked for it', () => {
    expect(OUTCOME_KEPT_MS).toBeGreaterThan(HANDLE_HEARTBEAT_TIMEOUT_MS);
    expect(ABORT_GRACE_MS).toBeLessThan(GRACE_MS / 2);
  });

  it('have a workflow-task slot for every open batch, and a batch within a payload', () => {
    expect(MAX_OPEN_BATCHES).toBeLessThanOrEqual(WORKFLOW_TASK_SLOTS);
    // Or other workflows' tasks would push out a batch whose handlers run.
    expect(MAX_CACHED_WORKFLOWS).toBeGreaterThanOrEqual(WORKFLOW_TASK_SLOTS + 2 * ACTIVITY_SLOTS);
    expect(INITIAL_OPEN_BATCHES).toBeLessThanOrEqual(MAX_OPEN_BATCHES);
    expect(MIN_OPEN_BATCHES).toBeGreaterThanOrEqual(1);
    expect(MAX_BATCH_BYTES).toBeLessThan(2 * 1024 * 1024);
  });
});
