import { PAYLOAD_FIELDS } from '../../src/core/event-payloads';
import { InvalidEmulatorInputError } from '../../src/testing';
import { events, pull, sdkClient, start } from './support';

const event = {
  EventType: 'FileDeleted',
  FileDeleteEvent: { FileIdSet: ['5285890784246869930'], Note: '"quoted" \u2028 文' },
};

it('an event is delivered as it was put in, with null for every other payload', async () => {
  const emulator = await start();
  emulator.enqueue([event]);
  const [{ EventHandle, ...members } = { EventHandle: '' }] = await pull(sdkClient(emulator));
  expect(EventHandle).toMatch(/^tdmq\d{18}$/);
  const nulls = Object.fromEntries(PAYLOAD_FIELDS.map((field) => [field, null]));
  expect(members).toEqual({ ...nulls, ...event });
});

it('without nullFields an event has only its own members', async () => {
  const emulator = await start({ nullFields: false });
  emulator.enqueue([event]);
  expect(await pull(sdkClient(emulator))).toEqual([{ EventHandle: expect.any(String) as string, ...event }]);
});

it('types and fields that are not known yet pass', async () => {
  const emulator = await start();
  const unknown = { EventType: 'SomethingNew', SomethingNewEvent: { Id: 1 }, Extra: true };
  emulator.enqueue([unknown, { EventType: 'Bare' }]);
  expect(await pull(sdkClient(emulator))).toMatchObject([unknown, { EventType: 'Bare' }]);
});

it.each([
  [[...events(1), 'text'], 'event 1 is not an object'],
  [[{}], 'event 0 has no EventType'],
  [[{ EventType: '' }], 'event 0 has no EventType'],
  [[{ EventType: 'A', EventHandle: 'b' }], 'event 0 has an EventHandle'],
])('of the events %j none is put in', async (list, problem) => {
  const emulator = await start();
  const enqueue = (): unknown => emulator.enqueue(list as object[]);
  expect(enqueue).toThrow(InvalidEmulatorInputError);
  expect(enqueue).toThrow(problem);
  expect(emulator.stats().enqueued).toBe(0);
});
