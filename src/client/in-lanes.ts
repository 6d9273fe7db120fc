/** Acts on every item once, on so many at a time. */
export async function inLanes<T>(items: readonly T[], lanes: number, act: (item: T) => Promise<void>): Promise<void> {
  // One iterator for all lanes: each takes the next item when it is free.
  const next = items.values();
  const lane = async (): Promise<void> => {
    for (const item of next) await act(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
