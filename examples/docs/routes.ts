import { bySessionContext, defineRoutes, Park, RetryLater, sessionContextOf, taskOutcome } from 'temporal-vod-events';

export default defineRoutes({
  // A function of yours, in this worker.
  FileDeleted: async ({ payload, key }, { signal }) => {
    const answer = await fetch('http://127.0.0.1:8080/deleted', {
      method: 'POST',
      headers: { 'Idempotency-Key': key },
      body: JSON.stringify(payload.FileIdSet),
      signal,
    });
    if (answer.status === 409) throw new Park('the catalogue knows these files by other ids');
    if (answer.status === 429) throw new RetryLater('30 seconds');
    if (!answer.ok) throw new Error(`the catalogue answered ${answer.status}`);
  },

  // A workflow of another service, in any language: one for each upload.
  NewFileUpload: { startWorkflow: 'PublishVideo', taskQueue: 'publishing' },

  // One workflow for each file, which gets all that happens to it, one after the other.
  ClipComplete: {
    signalWorkflow: 'Catalogue',
    signal: 'clipped',
    taskQueue: 'catalogue',
    workflowId: ({ payload }) => (payload.SrcFileId ? `catalogue/${payload.SrcFileId}` : ''),
  },

  // Of a list the first route whose "when" is true is taken.
  ProcedureStateChanged: [
    { when: (event) => taskOutcome(event) === 'unfinished', ignore: true },
    { when: (event) => sessionContextOf(event) === undefined, park: 'nobody said what this task was for' },
    // The workflow that began the task, and put its own id into SessionContext, is told how it ended.
    {
      signalWorkflow: { existing: true },
      signal: 'taskEnded',
      workflowId: bySessionContext(),
      otherwise: 'park',
    },
  ],

  // An activity of another worker, in any language.
  PullComplete: { activity: 'index_video', taskQueue: 'search', timeout: '5 minutes' },

  '*': { ignore: true },
});
