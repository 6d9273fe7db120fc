import { Worker, type NativeConnection } from '@temporalio/worker';
import { VodEventsPlugin, type PluginSource } from 'temporal-vod-events/plugin';
import * as activities from './plugin-activities';

export function createWorker(connection: NativeConnection, source: PluginSource): Promise<Worker> {
  return Worker.create({
    connection,
    taskQueue: 'video',
    workflowsPath: require.resolve('./plugin-workflows'),
    activities,
    plugins: [new VodEventsPlugin({ sources: [source] })],
  });
}
