import { Client } from '@temporalio/client';
import { vodEventsDataConverter } from '../src/client';
import { startConsole, type RunningConsole } from '../src/console/run';
import { CONSOLE_HOST } from '../src/core/defaults';
import type { TemporalServer } from './temporal';

/** What `vod-events console --allow-changes` starts, over the demo's own connection. */
export function startDemoConsole({ client, address, uiUrl }: TemporalServer): Promise<RunningConsole> {
  const { connection, options } = client;
  const { namespace } = options;
  return startConsole({
    client: new Client({ connection, namespace, dataConverter: vodEventsDataConverter() }),
    temporal: { address, namespace, ...(uiUrl !== undefined && { ui: uiUrl }) },
    host: CONSOLE_HOST,
    port: 0,
    allowChanges: true,
    onMistake: (error) => console.error(error),
  });
}
