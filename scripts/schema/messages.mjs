/**
 * What has a schema, by the name of its file: the type in src/core/contract.ts, or a description of what can be anything. `isSent`: other
 * programs send it, and may send null for what is optional. `isClosed`: a member that is not known is refused.
 */
export const SCHEMAS = {
  'vodEventBatch.input': { type: 'BatchInput', isSent: true },
  'vodEventBatch.result': { type: 'BatchResult' },
  'vodEvent.input': { type: 'EventInput', isSent: true },
  'vodEvent.result': { type: 'EventResult' },
  'vodEvent.signal.retry': { type: 'RetryArgument', isSent: true, isClosed: true },
  'vodEvent.signal.discard': { type: 'DiscardArgument', isSent: true, isClosed: true },
  'vodEvent.query.state': { type: 'EventState' },
  'vodEvent.query.event': { description: 'The event as it is now, whatever VOD sent: any JSON.' },
  'vodEvent.memo': { type: 'EventMemo' },
  'vodEventPoller.input': { type: 'PollerInput', isSent: true },
  'vodEventPoller.signal.eventTooLarge': { type: 'TooLargeEvent' },
  'vodEventPoller.query.status': { type: 'PollerStatus' },
  'vodEventPoller.heartbeat': { type: 'PumpReport' },
};

const file = (name) => `${name}.json`;
const source = '[\\w.-]{1,100}';

/** By workflow type: how its id is made, and the schema of what goes in and comes out; null where there is no argument or no result. */
export const INDEX = {
  vodEventBatch: {
    id: 'vod-batch/<source>/<any text that is new for every batch>',
    idPattern: `^vod-batch/${source}/.+$`,
    input: file('vodEventBatch.input'),
    result: file('vodEventBatch.result'),
    signals: {},
    queries: {},
  },
  vodEvent: {
    id: 'vod-event/<source>/<event key>',
    idPattern: `^vod-event/${source}/.+$`,
    input: file('vodEvent.input'),
    result: file('vodEvent.result'),
    signals: {
      retry: { argument: file('vodEvent.signal.retry'), optional: true },
      discard: { argument: file('vodEvent.signal.discard'), optional: true },
    },
    queries: { state: file('vodEvent.query.state'), event: file('vodEvent.query.event') },
    memo: file('vodEvent.memo'),
  },
  vodEventPoller: {
    id: 'vod-poller/<source>',
    idPattern: `^vod-poller/${source}$`,
    input: file('vodEventPoller.input'),
    result: null,
    signals: {
      pause: { argument: null },
      resume: { argument: null },
      eventTooLarge: {
        argument: file('vodEventPoller.signal.eventTooLarge'),
        from: 'its own pump; nobody else sends it',
      },
    },
    queries: { status: file('vodEventPoller.query.status') },
    heartbeat: { activity: 'pump', details: file('vodEventPoller.heartbeat') },
  },
};
