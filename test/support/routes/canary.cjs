// CommonJS. Ends events in every way there is, as their types say; logs what a handler should.
module.exports = {
  Done: ({ payload }, { log, heartbeat }) => {
    log.info('Handled', { bytes: JSON.stringify(payload).length });
    heartbeat();
  },
  Fails: {
    handler: () => {
      throw new TypeError('The handler failed.');
    },
    retry: { maximumAttempts: 2, initialInterval: 50 },
  },
  Slow: { handler: () => new Promise((resolve) => setTimeout(resolve, 500)), quick: false },
};
