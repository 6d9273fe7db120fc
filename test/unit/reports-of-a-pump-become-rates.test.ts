import { History } from '../../src/console/history';

const counts = (events: number, headroomMs?: number) => ({
  events,
  done: events,
  owned: 0,
  left: 0,
  ...(headroomMs !== undefined && { headroomMs }),
});

it('what came between two reports, by their own times', () => {
  const history = new History();
  history.add(counts(100), 10_000, 1);
  history.add(counts(150, 27_500), 15_000, 2);
  expect(history.after(0)).toEqual([
    [10_000, null, null, null, null, null],
    [15_000, 10, 10, 0, 0, 27_500],
  ]);
});

it('a report that was seen before adds nothing, and each point is given once', () => {
  const history = new History();
  history.add(counts(100), 10_000, 1);
  history.add(counts(100), 10_000, 2);
  history.add(counts(105), 15_000, 3);
  expect(history.after(1)).toEqual([[15_000, 1, 1, 0, 0, null]]);
  expect(history.after(3)).toEqual([]);
});

it('the line breaks where another pump counts from the beginning, and where nobody looked', () => {
  const history = new History();
  history.add(counts(100), 10_000, 1);
  history.add(counts(3), 15_000, 2);
  history.add(counts(900), 60_000, 3);
  history.add(counts(910), 65_000, 4);
  expect(history.after(1)).toEqual([
    [15_000, null, null, null, null, null],
    [60_000, null, null, null, null, null],
    [65_000, 2, 2, 0, 0, null],
  ]);
});

it('it goes back a quarter of an hour', () => {
  const history = new History();
  for (let n = 0; n <= 1_000; n++) history.add(counts(n), n * 5_000, n);
  expect(history.after(0)).toHaveLength(181);
});
