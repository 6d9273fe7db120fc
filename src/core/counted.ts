/** `1 event`, `2 events`; what has a plural of its own says it: `counted(n, 'batch', 'batches')`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
