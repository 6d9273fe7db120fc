// The routes of the vod-events worker that the services of this folder work with.
import process from 'node:process';
import { defineRoutes } from 'temporal-vod-events';

const { PUBLISHING_TASK_QUEUE = 'publishing' } = process.env;

export default defineRoutes({
  // A workflow of the publishing service, in whatever language that is. The id makes it one workflow an
  // event, however often VOD delivers it.
  EditMediaComplete: {
    startWorkflow: 'PublishClip',
    taskQueue: PUBLISHING_TASK_QUEUE,
    workflowId: ({ source, key }) => `publish-clip/${source}/${key}`,
  },
  '*': ({ type }, { log }) => log.info('not for publishing', { type }),
});
