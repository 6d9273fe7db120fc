import { progressOn } from '../../src/cli/progress';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function shown(isTTY: boolean, steps: number, stepMs: number): string {
  let text = '';
  const progress = progressOn({ isTTY, write: (more) => (text += more) });
  for (let step = 1; step <= steps; step++) {
    jest.advanceTimersByTime(stepMs);
    progress.step(step + 2, 500);
  }
  progress.end();
  return text;
}

it('on a terminal is one line, rewritten now and then and gone at the end', () => {
  expect(shown(true, 4, 60)).toBe('\r4 of 500\r6 of 500\r\u001b[K');
});

it('elsewhere is a line now and then', () => {
  expect(shown(false, 120, 100)).toBe('52 of 500\n102 of 500\n');
});

it('of what is over in a moment is not shown', () => {
  expect(shown(true, 1, 10)).toBe('');
  expect(shown(false, 10, 10)).toBe('');
});
