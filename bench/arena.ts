/** One contender over one emulator, for one measurement. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { workerEnv } from '../demo/worker-env';
import { pollerId } from '../src/client';
import { VodEmulator, type JournalEntry } from '../src/testing';

const CONTENDERS = {
  this: ['lib/cli/main.js', 'worker', '--routes', 'bench/routes.mjs', '--source'],
  literal: ['--import', 'tsx', 'bench/literal/worker.ts'],
  plain: ['--import', 'tsx', 'bench/plain.ts'],
} as const;
export type Contender = keyof typeof CONTENDERS;

export interface Arena {
  emulator: VodEmulator;
  /** Also the task queue and the source. */
  name: string;
  /** Resident bytes of the contender's process. */
  residentBytes(): number;
  /** Puts events in and resolves once they are confirmed, with the times, ms since 1970. */
  enqueue(count: number): Promise<{ startedAt: number; endedAt: number }>;
  onEntry(listener: (entry: JournalEntry) => void): void;
}

const root = join(__dirname, '..');
let sent = 0;

/** Starts a contender, warms it up, measures, and ends it whatever happens. */
export async function inArena<T>(
  {
    contender,
    client,
    address,
    rateLimit,
  }: { contender: Contender; client: Client; address: string; rateLimit: number },
  measure: (arena: Arena) => Promise<T>,
): Promise<T> {
  const listeners: ((entry: JournalEntry) => void)[] = [];
  const onEntry = (entry: JournalEntry): void => listeners.forEach((listener) => listener(entry));
  const emulator = await VodEmulator.start({ journalLimit: 0, rateLimit, onEntry });
  const name = `bench-${randomUUID().slice(0, 8)}`;
  const env = {
    ...workerEnv(process.env, emulator, name),
    TEMPORAL_ADDRESS: address,
    VOD_EVENTS_LOG_LEVEL: 'error',
    ...(rateLimit === Infinity && { VOD_EVENTS_RATE: '100000' }),
  };
  const args = contender === 'this' ? [...CONTENDERS.this, name] : [...CONTENDERS[contender]];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'close');
  const killWithUs = (): void => void child.kill('SIGKILL');
  process.on('exit', killWithUs);
  const arena: Arena = {
    emulator,
    name,
    onEntry: (listener) => void listeners.push(listener),
    residentBytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1_024,
    enqueue: async (count) => {
      const target = emulator.stats().confirmed + count;
      const startedAt = performance.timeOrigin + performance.now();
      emulator.enqueue(eventsOf(count));
      await emulator.waitUntilConfirmed(target, { timeoutMs: 300_000 });
      return { startedAt, endedAt: performance.timeOrigin + performance.now() };
    },
  };
  try {
    await arena.enqueue(1_600);
    return await measure(arena);
  } finally {
    child.kill('SIGKILL');
    await ended;
    process.off('exit', killWithUs);
    await emulator.stop();
    const workflowId = contender === 'this' ? pollerId(name) : name;
    if (contender !== 'plain')
      await client.workflow
        .getHandle(workflowId)
        .terminate()
        .catch(() => {});
  }
}

export function eventsOf(count: number): object[] {
  return Array.from({ length: count }, () => ({
    EventType: 'ClipComplete',
    ClipCompleteEvent: {
      TaskId: `task-${sent++}`,
      SrcFileId: '5145403000000001',
      FileInfo: { FileId: `${sent}`, FileUrl: 'https://media.example.com/clip.mp4' },
    },
  }));
}
