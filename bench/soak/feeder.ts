import type { VodEmulator } from '../../src/testing';

/** Of a hundred events, see routes.mjs. */
const SLOW_OF_100 = 0;
const FAILING_OF_100 = 50;
const TICK_MS = 50;

/** Puts events in at this pace, whatever becomes of them, until it is stopped. */
export function startFeeder(emulator: VodEmulator, eventsPerSecond: number): { stop(): void } {
  const beganAt = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - beganAt) / 1_000) * eventsPerSecond) - sent;
    if (due > 0) emulator.enqueue(Array.from({ length: due }, () => eventOf(sent++)));
  }, TICK_MS);
  return { stop: () => clearInterval(timer) };
}

function eventOf(n: number): object {
  const TaskId = `task-${n}`;
  if (n % 100 === SLOW_OF_100) return { EventType: 'EditMediaComplete', EditMediaCompleteEvent: { TaskId } };
  if (n % 100 === FAILING_OF_100) return { EventType: 'SplitMediaComplete', SplitMediaCompleteEvent: { TaskId } };
  const FileInfo = { FileId: `${n}`, FileUrl: 'https://media.example.com/clip.mp4' };
  return { EventType: 'ClipComplete', ClipCompleteEvent: { TaskId, SrcFileId: '5145403000000001', FileInfo } };
}
