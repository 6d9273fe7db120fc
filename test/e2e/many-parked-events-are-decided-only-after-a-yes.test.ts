import { ParkedDeployment } from '../support/parked-deployment';
import { until } from '../support/system';
import { onTerminal as runOnTerminal } from '../support/terminal';

const onTerminal = (args: string[], answer: string, env = {}) => runOnTerminal(['parked', ...args], answer, env);

describe('on a terminal', () => {
  let there: ParkedDeployment;
  beforeAll(async () => {
    there = await ParkedDeployment.start();
    const event = (TaskId: string) => ({
      EventType: 'PullComplete',
      PullCompleteEvent: { TaskId, Fails: 'NoDatabase' },
    });
    await there.park(event('one'), event('two'));
  });

  it('a table is coloured, unless NO_COLOR says otherwise', async () => {
    const args = ['list', '--source', there.source];
    expect((await onTerminal(args, '')).screen).toContain('\u001b[2mSOURCE');
    expect((await onTerminal(args, '', { NO_COLOR: '1' })).screen).not.toContain('\u001b');
  });

  it.each([
    ['no', 'n\r'],
    ['nothing', '\r'],
    ['the end of the input', '\u0004'],
  ])('%s is a no: nothing is done', async (_name, answer) => {
    const { code, screen } = await onTerminal(['retry', '--source', there.source], answer);
    expect(screen).toContain('Retry 2 parked events (2 PullComplete)? [y/N]');
    expect(screen).toContain('Nothing was done.');
    expect(code).toBe(1);
  });

  it('a yes is a yes', async () => {
    const { code, screen } = await onTerminal(['discard', '--source', there.source, '--reason', 'over'], 'y\r');
    expect(code).toBe(0);
    expect(screen).toContain('2 matched: 2 will be dropped');
    await until('none left', async () => (await there.list()).length === 0);
  });
});
