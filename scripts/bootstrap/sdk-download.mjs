// Downloads the Temporal CLI into the folder given as the only argument, as the Temporal SDK does it: by starting a local
// server from it. The last line of a failure is its reason.
import { CLI_VERSION } from './temporal-pin.mjs';

try {
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const server = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'cached-download', version: `v${CLI_VERSION}`, downloadDir: process.argv[2], ttl: '1h' },
    },
  });
  await server.teardown();
} catch (error) {
  // The bridge repeats the cause's text, the URL with it, at every level.
  console.error(error.message.replaceAll('\n', ' ').replace(/^.*: (client error .*)$/, 'temporal.download: $1'));
  process.exitCode = 1;
}
