import { ForgetLater } from '../../src/activities/forget-later';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('each is kept as long as it is to be, and forgotten a second later at most, in the order in which they came', async () => {
  const forgotten: string[] = [];
  const kept = new ForgetLater<string>(10_000, (item) => forgotten.push(item));
  kept.add('first');
  await jest.advanceTimersByTimeAsync(300);
  kept.add('second');
  await jest.advanceTimersByTimeAsync(5_000);
  kept.add('third');
  await jest.advanceTimersByTimeAsync(4_699);
  expect(forgotten).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(forgotten).toEqual(['first']);
  await jest.advanceTimersByTimeAsync(1_300);
  expect(forgotten).toEqual(['first', 'second']);
  await jest.advanceTimersByTimeAsync(5_300);
  expect(forgotten).toEqual(['first', 'second', 'third']);
});

it('however much is kept, there is one timer, and none once all is forgotten', async () => {
  const kept = new ForgetLater<number>(10_000, () => {});
  for (let n = 0; n < 1_000; n++) kept.add(n);
  expect(jest.getTimerCount()).toBe(1);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(jest.getTimerCount()).toBe(0);
});
