/** The `EventHandle` of a raw event, or `undefined` when it has none: then it did not come from VOD's queue and needs no confirm. */
export function handleOf(raw: unknown): string | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const handle = (raw as { EventHandle?: unknown }).EventHandle;
  return typeof handle === 'string' && handle !== '' ? handle : undefined;
}
