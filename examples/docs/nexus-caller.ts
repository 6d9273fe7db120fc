import { createNexusServiceClient } from '@temporalio/workflow';
import { vodEventsService } from 'temporal-vod-events/nexus';

/** Runs in any namespace that the endpoint lets in. */
export async function replayUpload(fileId: string): Promise<number> {
  const vodEvents = createNexusServiceClient({ endpoint: 'vod-events', service: vodEventsService });
  const events = [{ EventType: 'NewFileUpload', FileUploadEvent: { FileId: fileId } }];
  const { done, owned } = await vodEvents.executeOperation('submit', { version: 1, source: 'default', events });
  return done + owned;
}
