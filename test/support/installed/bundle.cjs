// Bundles workflow.cjs as a worker does; the bundler refuses what is not for workflows.
const { bundleWorkflowCode, DefaultLogger } = require('@temporalio/worker');

const workflowsPath = require.resolve('./workflow.cjs');
bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }).then(({ code }) => console.log(code.length));
