import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { judge, type Outcome } from '../../demo/summary';
import { until } from '../support/system';

const ROOT = join(__dirname, '../..');

/** The demo as on a terminal: in a process group of its own, which Ctrl-C goes to as a whole. */
class DemoRun {
  output = '';
  private child: ChildProcess | undefined;
  private ended: Promise<number | null> = Promise.resolve(null);
  private running = false;

  start(env: NodeJS.ProcessEnv): void {
    const args = ['--import', 'tsx', 'demo/main.ts', '--rate', '20'];
    const child = spawn(process.execPath, args, { cwd: ROOT, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.child = child;
    this.running = true;
    this.ended = new Promise((resolve) => {
      child.on('exit', () => (this.running = false));
      child.on('close', (code) => resolve(code));
    });
  }

  printed(pattern: RegExp): Promise<unknown> {
    return until(`${String(pattern)} in what the demo prints`, () => {
      if (!this.running) throw new Error(`The demo has ended:\n${this.output}`);
      return pattern.test(this.output);
    });
  }

  /** Worker, guard and, if it is the demo's own, the Temporal server. */
  children(): number[] {
    return execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .flatMap(([pid, parent]) => (parent === this.child?.pid && pid !== undefined ? [pid] : []));
  }

  /** Its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.running && this.child?.pid !== undefined) process.kill(-this.child.pid, signal);
    return this.ended;
  }
}

/** With a server of its own where there is a CLI to start one. */
function environment(): NodeJS.ProcessEnv {
  const { TEMPORAL_ADDRESS, ...others } = process.env;
  return process.env.VOD_EVENTS_TEMPORAL_CLI ? others : { ...others, TEMPORAL_ADDRESS };
}

function allGone(pids: readonly number[]): Promise<unknown> {
  return until('the end of every process of the demo', () => !pids.some(isAlive), 10_000);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the demo leaves nothing behind', () => {
  const [interrupted, killed] = [new DemoRun(), new DemoRun()];
  beforeAll(() => [interrupted, killed].forEach((demo) => demo.start(environment())));
  afterAll(() => Promise.all([interrupted, killed].map((demo) => demo.end('SIGKILL'))));

  it('when it is killed', async () => {
    await killed.printed(/events\/s are sent/);
    const children = killed.children();
    expect(children.length).toBeGreaterThan(1);
    await killed.end('SIGKILL');
    await allGone(children);
  });

  it('when Ctrl-C ends it: it empties the queue, drains the worker and sums up', async () => {
    await interrupted.printed(/pulled [1-9]/);
    const children = interrupted.children();
    expect(await interrupted.end('SIGINT')).toBe(0);
    expect(interrupted.output).toMatch(/Sent (\d+) events, confirmed \1, 0 of them delivered more than once/);
    expect(interrupted.output).toMatch(/Nothing was lost, late or delivered twice/);
    await allGone(children);
  });
});

describe('the verdict of the demo', () => {
  const good: Outcome = {
    sent: 100,
    confirmed: 100,
    redelivered: 0,
    refused: 0,
    late: 0,
    worker: { code: 0, signal: null },
  };

  it('is good when every event was confirmed on its first delivery and the worker drained', () => {
    expect(judge(good)).toEqual([]);
  });

  it.each<[string, Partial<Outcome>, RegExp]>([
    ['nothing was sent', { sent: 0, confirmed: 0 }, /no event was sent/],
    ['an event was not confirmed', { confirmed: 99 }, /1 of 100 events were not confirmed/],
    ['an event was delivered again', { redelivered: 1 }, /1 times an event was delivered again/],
    ['a confirm was late', { refused: 2, late: 2 }, /2 confirms were late/],
    ['a confirm was refused', { refused: 2 }, /2 confirms were refused/],
    ['the worker failed', { worker: { code: 1, signal: null } }, /the worker ended with exit code 1/],
    ['the worker was killed', { worker: { code: null, signal: 'SIGKILL' } }, /the worker ended with SIGKILL/],
  ])('is bad when %s', (_what, change, fault) => {
    expect(judge({ ...good, ...change })).toEqual([expect.stringMatching(fault)]);
  });
});
