import {
  canaryRun,
  PAYLOAD,
  readableIn,
  SECRET_ID,
  SECRET_KEY,
  TOKEN,
  writings,
  type CanaryRun,
} from '../support/canaries';
import { newKey } from '../support/encryption-keys';

const key = newKey('2026-07');

/** Promise 11, at the most talkative level and when things go wrong, with encryption and without. */
describe.each([
  ['encrypts', [key, newKey('2026-01')]],
  ['does not encrypt', []],
])('of a worker that %s', (_what, keys) => {
  let run: CanaryRun;
  beforeAll(async () => {
    run = await canaryRun(...keys);
  });

  const secrets = [SECRET_ID, SECRET_KEY, TOKEN, ...keys.flatMap(writings)];

  it('the log is JSON, a line each, without a secret and without a payload', () => {
    // It may hold a complaint of the SDK's core about local activities that were under way at the end, and nothing else of ours.
    const errors = Buffer.from(run.worker.stderr);
    for (const canary of [...secrets, PAYLOAD]) expect(readableIn(errors, canary)).toBe(false);
    // Throws on a line that is no JSON.
    const messages = run.worker.log().map(({ msg }) => msg);
    expect(messages).toEqual(
      expect.arrayContaining(['Worker started', 'Handled', 'Activity failed', 'Workflow failed', 'Drained']),
    );
    const log = Buffer.from(run.worker.stdout);
    for (const canary of [...secrets, PAYLOAD]) expect(readableIn(log, canary)).toBe(false);
  });

  it('failures of handlers are in the log by their type', () => {
    const failed = run.worker
      .log()
      .filter(({ msg, activityType }) => msg === 'Activity failed' && activityType === 'handleEvent');
    expect(failed.map(({ error }) => error)).toEqual(expect.arrayContaining([{ type: 'TypeError' }]));
  });

  it('the metrics have neither', () => {
    expect(run.metrics).toContain('vod_events_last_pull_timestamp');
    const metrics = Buffer.from(run.metrics);
    for (const canary of [...secrets, PAYLOAD]) expect(readableIn(metrics, canary)).toBe(false);
  });

  it('the ids of workflows have neither', () => {
    const ids = Buffer.from(run.executions.map(({ workflowId }) => workflowId).join('\n'));
    for (const canary of [...secrets, PAYLOAD]) expect(readableIn(ids, canary)).toBe(false);
  });

  it('nothing in Temporal has a secret', () => {
    for (const bytes of run.stored.values())
      for (const secret of secrets) expect(readableIn(bytes, secret)).toBe(false);
  });
});
