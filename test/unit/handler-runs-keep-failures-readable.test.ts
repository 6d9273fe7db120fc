import { HandlerRuns } from '../../src/activities/handler-runs';
import { parseEventInput } from '../../src/core/input';

async function failureOf(thrown: unknown): Promise<unknown> {
  const outcome = await new HandlerRuns(1).start('id', () => Promise.reject(thrown), 60_000).outcome;
  return outcome.ok ? undefined : outcome.failure;
}

/** The failure goes into the input of the event's workflow. An input that is refused there would be a lost event. */
function accepted(failure: unknown): unknown {
  return parseEventInput(JSON.parse(JSON.stringify({ version: 1, source: 's', key: 'k', event: {}, failure }))).failure;
}

describe('the failure of a handler is one that its event’s workflow accepts', () => {
  it.each<[string, unknown]>([
    ['an ordinary error', new Error('down')],
    ['an error without a message', new Error()],
    ['an error whose message is an answer’s body', Object.assign(new Error(), { message: { status: 500 } })],
    ['an error whose message is missing', Object.assign(new Error(), { message: undefined })],
    ['an error whose name is a number', Object.assign(new Error('down'), { name: 404 })],
    ['an error whose name is missing', Object.assign(new Error('down'), { name: undefined })],
    ['something that is no error', 'down'],
  ])('when it threw %s', async (_what, thrown) => {
    expect(accepted(await failureOf(thrown))).toEqual({
      type: expect.any(String),
      message: expect.any(String),
      at: expect.any(Number),
    });
  });

  it('when its message has the size of a page', async () => {
    // It is stored in the input, in the memo and in the current details of the workflow, which have limits of their own.
    const failure = await failureOf(new Error('x'.repeat(3_000_000)));
    expect(Buffer.byteLength(JSON.stringify(failure))).toBeLessThan(20_000);
  });
});
