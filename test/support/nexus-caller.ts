/** Workflows of another namespace, as a team that calls the service would write them. */
import { createNexusServiceClient } from '@temporalio/workflow';
import { vodEventsService } from 'temporal-vod-events/nexus';

export * from '../../examples/docs/nexus-caller';

type Operation = keyof typeof vodEventsService.operations;

/** One call of any operation. */
export async function call(operation: Operation, input: object): Promise<unknown> {
  const client = createNexusServiceClient({ endpoint: 'vod-events', service: vodEventsService });
  return client.executeOperation(operation, input as never, { scheduleToCloseTimeout: '30s' });
}
