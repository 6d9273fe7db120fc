import { canaryRun, PAYLOAD, readableIn, type CanaryRun } from '../support/canaries';
import { newKey } from '../support/encryption-keys';

/** The workflows in whose bytes a text can be read. */
const namesOf = ({ stored }: CanaryRun, text: string): string[] =>
  [...stored].flatMap(([name, bytes]) => (readableIn(bytes, text) ? [name] : []));
const ofType = ({ executions }: CanaryRun, type: string): string[] =>
  executions.filter((execution) => execution.type === type).map(({ workflowId }) => workflowId);

describe('of a worker with keys', () => {
  let run: CanaryRun;
  beforeAll(async () => {
    run = await canaryRun(newKey('2026-07'));
  });

  it('no payload can be found in histories, memos, heartbeats, failures and answers', () => {
    expect(namesOf(run, PAYLOAD)).toEqual([]);
  });

  it('no message and no stack of a failure either, nor what an event is summed up as', () => {
    for (const text of [
      'The handler failed',
      '"tries" must be',
      'activities/handle',
      'NobodyWantsIt',
      'VOD events of source',
    ])
      expect(namesOf(run, text)).toEqual([]);
  });

  it('what is said to be readable is: types of failures, and the id of the key', () => {
    expect(namesOf(run, 'TypeError').length).toBeGreaterThan(0);
    expect(namesOf(run, '2026-07')).toEqual(expect.arrayContaining(run.executions.map(({ workflowId }) => workflowId)));
  });
});

/** The control: the same search finds all of it where it is. */
describe('of a worker without keys', () => {
  it('payloads and messages are found in all these places', async () => {
    const run = await canaryRun();
    const found = namesOf(run, PAYLOAD);
    expect(found).toEqual(
      expect.arrayContaining(['heartbeats', ...ofType(run, 'vodEvent'), ...ofType(run, 'vodEventBatch')]),
    );
    for (const text of ['The handler failed', '"tries" must be', 'activities/handle', 'NobodyWantsIt'])
      expect(namesOf(run, text).length).toBeGreaterThan(0);
    expect(namesOf(run, 'VOD events of source')).toEqual(ofType(run, 'vodEventPoller'));
  });
});
