import type { Client } from '@temporalio/client';
import { callWithin } from '../call-within';
import { messageOf } from '../grpc';

/** A worker that runs answers a query in milliseconds; without one the server says so, or says nothing. */
const QUERY_TIMEOUT_MS = 10_000;

/** What a worker answered, or why it did not, in words. */
export type Answer<T> = { answer: T } | { unanswered: string };

/** Queries, for ten seconds at most where nothing else is said. */
export async function ask<T>(
  client: Client,
  query: () => Promise<T>,
  timeoutMs = QUERY_TIMEOUT_MS,
): Promise<Answer<T>> {
  try {
    return { answer: await callWithin(client, timeoutMs, query) };
  } catch (error) {
    return {
      unanswered: messageOf(error),
    };
  }
}
