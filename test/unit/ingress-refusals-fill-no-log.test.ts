import { MAX_REFUSALS_LOGGED_PER_SECOND } from '../../src/core/defaults';
import { RefusalLog } from '../../src/ingress/refusal-log';
import { Refusal } from '../../src/ingress/refusals';
import { observing, recordingLogger } from '../ingress/support';

const NOW = 1_764_000_000_000;
const refused = new Refusal('unsigned');

it('so many lines a second, and the next one says how many there were besides', () => {
  const log = recordingLogger();
  const refusals = new RefusalLog('test', observing(log));
  for (let n = 0; n < MAX_REFUSALS_LOGGED_PER_SECOND + 7; n++) refusals.add(refused, '192.0.2.1', NOW + n);
  expect(log.lines).toHaveLength(MAX_REFUSALS_LOGGED_PER_SECOND);
  refusals.add(refused, '192.0.2.1', NOW + 1_000);
  expect(log.lines.at(-1)).toMatchObject({ reason: 'unsigned', remoteAddress: '192.0.2.1', unlogged: 7 });
  refusals.add(refused, '192.0.2.1', NOW + 1_001);
  expect(log.lines.at(-1)).not.toHaveProperty('unlogged');
});

it('a clock that is set back does not silence it', () => {
  const log = recordingLogger();
  const refusals = new RefusalLog('test', observing(log));
  for (let n = 0; n < MAX_REFUSALS_LOGGED_PER_SECOND; n++) refusals.add(refused, '192.0.2.1', NOW);
  refusals.add(refused, '192.0.2.1', NOW - 3_600_000);
  expect(log.lines).toHaveLength(MAX_REFUSALS_LOGGED_PER_SECOND + 1);
});

it('what a refused request said is not repeated', () => {
  const log = recordingLogger();
  new RefusalLog('test', observing(log)).add(
    new Refusal('not-json', { cause: new SyntaxError('Unexpected token: canary') }),
    '192.0.2.1',
  );
  expect(JSON.stringify(log.lines)).not.toContain('canary');
});
