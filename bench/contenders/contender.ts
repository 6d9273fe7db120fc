import { randomUUID } from 'node:crypto';
import type { NodeProcess } from '../processes';
import type { Queue } from '../queue';
import type { Temporal } from '../temporal';

/** A consumer of the queue, in a process of its own. */
export interface Contender {
  process: NodeProcess;
  /** Where its workflows are, if it has any. */
  taskQueue?: string;
  /** Ends the process and leaves no open workflow behind. */
  stop(): Promise<void>;
}

export interface Bench {
  temporal: Temporal;
  /** Aborted when the benchmark is to end early. */
  stop: AbortSignal;
}

export type StartContender = (bench: Bench, queue: Queue) => Contender;

/** Starts a contender on a queue, runs `work`, and ends the contender whatever becomes of it. */
export async function withContender<T>(
  start: StartContender,
  bench: Bench,
  queue: Queue,
  work: (contender: Contender) => Promise<T>,
): Promise<T> {
  const contender = start(bench, queue);
  let result: T;
  try {
    result = await contender.process.whileRunning(work(contender), bench.stop);
  } catch (error) {
    // Why it failed is what matters, not what the end of it adds.
    await contender.stop().catch(() => contender.process.kill());
    throw error;
  }
  await contender.stop();
  return result;
}

/** How a process reaches the emulator. */
export function vodEnv({ emulator }: Queue): Record<string, string> {
  const { secretId, secretKey } = emulator.credential;
  return { VOD_ENDPOINT: emulator.url, TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
}

/** A name that nobody else on the server has. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomUUID().slice(0, 8)}`;
}
