/** Cuts a list into pieces of at most `size`, in order. */
export function chunk<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

/** Cuts a list of two or more in the middle: how one refused handle among good ones is found. */
export function halves<T>(items: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

/**
 * Cuts a list, in order, into pieces whose sizes add up to at most `maxTotal`. An item that is larger by itself gets a piece of its own:
 * whether it can be sent is for the receiver to say.
 */
export function splitBySize<T>(items: readonly T[], sizeOf: (item: T) => number, maxTotal: number): T[][] {
  const pieces: T[][] = [];
  let piece: T[] = [];
  let total = 0;
  for (const item of items) {
    const size = sizeOf(item);
    if (piece.length > 0 && total + size > maxTotal) {
      pieces.push(piece);
      piece = [];
      total = 0;
    }
    piece.push(item);
    total += size;
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}
