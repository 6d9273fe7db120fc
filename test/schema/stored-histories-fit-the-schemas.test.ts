import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDiscardArguments, parseRetryArguments } from '../../src/core/signal-arguments';
import { INDEX, problemsWith } from './schemas';

const folder = join(__dirname, '../replay/histories');

interface Payloads {
  payloads?: { data?: string }[];
}
interface HistoryEvent {
  workflowExecutionStartedEventAttributes?: { workflowType: { name: string }; input?: Payloads };
  workflowExecutionSignaledEventAttributes?: { signalName: string; input?: Payloads };
  workflowExecutionCompletedEventAttributes?: { result?: Payloads };
  workflowExecutionFailedEventAttributes?: object;
}

const decoded = (list: Payloads | undefined): unknown[] =>
  (list?.payloads ?? []).map(({ data = '' }) => {
    const text = Buffer.from(data, 'base64').toString();
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  });

/** What real workflows of every shape were given, sent and gave back, with the schema of each. */
function messagesIn(file: string): [schema: string | null, value: unknown][] {
  const { events } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { events: HistoryEvent[] };
  const started = events[0]?.workflowExecutionStartedEventAttributes;
  const type = INDEX[started?.workflowType.name ?? ''];
  if (!type) throw new Error(`${file} is of a workflow that the index does not have`);
  const failed = events.some((event) => event.workflowExecutionFailedEventAttributes);
  return [
    // Who fails was given what is wrong.
    ...(failed ? [] : [[type.input, decoded(started?.input)[0]] as [string, unknown]]),
    ...events.flatMap((event): [string | null, unknown][] => {
      const { signalName = '', input } = event.workflowExecutionSignaledEventAttributes ?? {};
      const signal = type.signals[signalName];
      const result = decoded(event.workflowExecutionCompletedEventAttributes?.result)[0];
      return [
        ...decoded(input)
          .filter((argument) => !isRefused(signalName, argument))
          .map((argument): [string | null, unknown] => [signal?.argument ?? null, argument]),
        ...(result === undefined || result === null ? [] : [[type.result, result] as [string | null, unknown]]),
      ];
    }),
  ];
}

/** Some were sent what is wrong, to be refused. */
function isRefused(signal: string, argument: unknown): boolean {
  try {
    if (signal === 'retry') parseRetryArguments([argument]);
    if (signal === 'discard') parseDiscardArguments([argument]);
    return false;
  } catch {
    return true;
  }
}

const stored = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));

it.each(stored)('%s', (file) => {
  for (const [schema, value] of messagesIn(file)) {
    expect(schema).not.toBeNull();
    expect([value, problemsWith(schema ?? '', value)]).toEqual([value, []]);
  }
});

it('they hold something for most of the schemas', () => {
  const met = new Set(stored.flatMap((file) => messagesIn(file).map(([schema]) => schema)));
  for (const { input, result } of Object.values(INDEX))
    expect(met).toEqual(new Set([...met, input, ...(result ? [result] : [])]));
});
