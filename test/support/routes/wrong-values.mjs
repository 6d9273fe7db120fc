// One sound route among values that are none.
export default {
  FileDeleted: () => {},
  NewFileUpload: 'a string',
  PullComplete: { handler: 5 },
  ClipComplete: { handler: () => {}, timeout: 'soon', retry: { maximumAttempts: 0 } },
  EditMediaComplete: { handler: () => {}, timeuot: '1 minute' },
};
