/** `sqs-consumer` over VOD's queue, through a client of the shape that it calls: as many consumers as the never-waiting loop has lanes. */
import type { RawEvent } from '../../../src/vod/api';
import { clientFromEnv, handleEvent } from '../contender';

const CONSUMERS = 4;

interface Message {
  MessageId: string;
  ReceiptHandle: string;
  Body: string;
}

interface Command {
  constructor: { name: string };
  input: { Entries?: { ReceiptHandle: string }[]; ReceiptHandle?: string };
}

interface Options {
  queueUrl: string;
  sqs: { send(command: Command): Promise<object>; config: object };
  batchSize: number;
  handleMessageBatch(messages: Message[]): Promise<Message[]>;
}

interface ConsumerModule {
  Consumer: { create(options: Options): { start(): void; on(event: string, listener: () => void): void } };
}

const vod = clientFromEnv();

async function send({ constructor, input }: Command): Promise<object> {
  if (constructor.name === 'ReceiveMessageCommand') {
    const { events } = await vod.pullEvents();
    return { Messages: events.map(messageOf) };
  }
  const handles = input.Entries?.map(({ ReceiptHandle }) => ReceiptHandle) ?? [String(input.ReceiptHandle)];
  await vod.confirmEvents(handles);
  return { Successful: [] };
}

const messageOf = (event: RawEvent): Message => ({
  MessageId: String(event.EventHandle),
  ReceiptHandle: String(event.EventHandle),
  Body: JSON.stringify(event),
});

/** Deletes what this returns: what succeeded. */
async function handleMessageBatch(messages: Message[]): Promise<Message[]> {
  const outcomes = await Promise.allSettled(messages.map(({ Body }) => handleEvent(JSON.parse(Body) as RawEvent)));
  return messages.filter((_message, index) => outcomes[index]?.status === 'fulfilled');
}

async function main(): Promise<void> {
  // By a name that the compiler does not follow: it is installed only when it is measured.
  const name: string = 'sqs-consumer';
  const { Consumer } = (await import(name)) as ConsumerModule;
  const options: Options = { queueUrl: 'https://vod', sqs: { send, config: {} }, batchSize: 10, handleMessageBatch };
  for (let n = 0; n < CONSUMERS; n++) {
    const consumer = Consumer.create(options);
    for (const event of ['error', 'processing_error', 'timeout_error']) consumer.on(event, () => {});
    consumer.start();
  }
}

void main();
