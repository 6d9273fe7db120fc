/** The application the samples come from. Invented, like every id, name and address in them. */
const APP_ID = 1500009999;
const FIRST_EVENT_AT = Date.UTC(2026, 0, 15, 8);

/** The ids and times of one sample event. Equal numbers make equal ids, different numbers different ones. */
export interface SampleIds {
  /** The n-th file of this event: 19 digits, as VOD's are, which no JavaScript number can hold. */
  fileId: (file?: number) => string;
  /** A task id, with the kind of task in its middle as VOD's have it. */
  taskId: (kind: string) => string;
  /** An address that belongs to this event's first file. */
  url: (name: string) => string;
  /** An ISO time in UTC, this many seconds after the event's own. */
  time: (afterSeconds?: number) => string;
  /** What the submitter of a task may have sent along. */
  session: () => { SessionId: string; SessionContext: string };
}

/** `n` is a whole number from 0 to 999,999,999. */
export function sampleIds(n: number): SampleIds {
  const fileId = (file = 0): string => `5145403${String(n).padStart(9, '0')}${String(file).padStart(3, '0')}`;
  return {
    fileId,
    taskId: (kind) => `${APP_ID}-${kind}-9c2f64d1b7e84ab09d35${n.toString(16).padStart(12, '0')}t0`,
    url: (name) => `https://media.example.com/${APP_ID}/${fileId()}/${name}`,
    time: (afterSeconds = 0) => isoSeconds(FIRST_EVENT_AT + (n * 60 + afterSeconds) * 1_000),
    session: () => ({ SessionId: `order-${n}`, SessionContext: `{"order":${n},"step":"publish"}` }),
  };
}

function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
