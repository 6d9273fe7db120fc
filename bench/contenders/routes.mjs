import { handle } from './handler.cjs';

export default {
  ClipComplete: {
    handler: ({ payload }) => handle(payload.TaskId),
    // What always fails is to be parked before the benchmark ends.
    retry: { maximumAttempts: 6 },
  },
};
