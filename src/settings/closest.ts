/** `; did you mean "rate"?` when one of the words is so near that it was probably meant; otherwise nothing. */
export function didYouMean(given: string, words: readonly string[]): string {
  const ranked = words.map((word) => ({ word, edits: editsBetween(plain(given), plain(word)) }));
  const [nearest] = ranked.sort((one, other) => one.edits - other.edits);
  const isNear = nearest && nearest.edits <= Math.max(1, Math.floor(given.length / 3));
  return isNear ? `; did you mean "${nearest.word}"?` : '';
}

/** `sub_app_id`, `sub-app-id` and `subAppId` are one word, spelled differently. */
const plain = (word: string): string => word.toLowerCase().replace(/[_-]/g, '');

/** Letters to add, drop or change (Levenshtein). */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
