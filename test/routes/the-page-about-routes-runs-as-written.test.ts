import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import routes from '../../examples/docs/routes';
import { sampleEvent } from '../../src/testing';
import { contentKey } from '../../src/vod/event-key';
import { stateOf, untilParked } from '../support/parked';
import { startSystem, until, type System } from '../support/system';
import { batch, ownerOf, signalsOf } from './batches';

const page = readFileSync(join(__dirname, '../../docs/routes.md'), 'utf8');
const snippet = readFileSync(join(__dirname, '../../examples/docs/routes.ts'), 'utf8');

const procedure = (TaskId: string, SessionContext: string, Status = 'FINISH') => ({
  EventType: 'ProcedureStateChanged',
  ProcedureStateChangeEvent: { TaskId, SessionContext, Status },
});

describe('the snippet of docs/routes.md', () => {
  let system: System;
  let catalogue: Server;
  const asked: { key?: string | string[]; body: string }[] = [];

  beforeAll(async () => {
    catalogue = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        asked.push({ key: request.headers['idempotency-key'], body });
        response.writeHead(body.includes('unheard-of') ? 409 : 200).end();
      });
    });
    await new Promise<void>((resolve) => catalogue.listen(0, '127.0.0.1', resolve));
    const { port } = catalogue.address() as { port: number };
    const ask = globalThis.fetch;
    jest.spyOn(globalThis, 'fetch').mockImplementation((_url, init) => ask(`http://127.0.0.1:${port}/deleted`, init));
    system = await startSystem({ poll: false, routes });
  });
  afterAll(async () => {
    await system.stop();
    catalogue.close();
    jest.restoreAllMocks();
  });

  it('stands there as it is run here', () => expect(page).toContain(snippet));

  it('has files that were deleted told to the catalogue, or parked when that does not know them', async () => {
    const deleted = { EventType: 'FileDeleted', FileDeleteEvent: { FileIdSet: ['a'] } };
    expect(await batch(system, [deleted])).toMatchObject({ done: 1 });
    expect(asked).toEqual([{ key: expect.stringMatching(/^[0-9a-f]{32}$/), body: '["a"]' }]);
    const unheardOf = { EventType: 'FileDeleted', FileDeleteEvent: { TaskId: 'a', FileIdSet: ['unheard-of'] } };
    expect(await batch(system, [unheardOf])).toMatchObject({ owned: 1 });
    expect(await untilParked(ownerOf(system, unheardOf))).toMatchObject({ failure: { type: 'Park' } });
  });

  it('starts a workflow for an upload, and signals the one of a file that was clipped', async () => {
    const clipped = sampleEvent('ClipComplete');
    expect(await batch(system, [sampleEvent('NewFileUpload'), clipped])).toMatchObject({ done: 2 });
    expect(await signalsOf(system, `catalogue/${clipped.ClipCompleteEvent.SrcFileId}`)).toMatchObject([
      { name: 'clipped', args: [{ key: contentKey(clipped) }] },
    ]);
    await until('the started workflow', async () => {
      const query = `WorkflowType = 'PublishVideo' AND TaskQueue = 'publishing'`;
      for await (const { workflowId } of system.client.workflow.list({ query })) {
        if (workflowId.startsWith(`PublishVideo/${system.source}/`)) return true;
      }
      return false;
    });
  });

  it('tells the end of a task to the workflow that began it, and nobody of its steps', async () => {
    const workflowId = `order-${system.source}`;
    await system.client.workflow.start('Order', { taskQueue: 'orders', workflowId, args: [] });
    const events = [procedure('a', workflowId, 'PROCESSING'), procedure('a', workflowId), procedure('b', '')];
    expect(await batch(system, events)).toMatchObject({ done: 2, owned: 1 });
    expect(await signalsOf(system, workflowId)).toMatchObject([{ name: 'taskEnded' }]);
    expect(await untilParked(ownerOf(system, procedure('b', '')))).toMatchObject({
      failure: { type: 'Park', message: 'nobody said what this task was for' },
    });
  });

  it('waits for the search service to index a video, and drops what is of no interest', async () => {
    const pulled = sampleEvent('PullComplete');
    expect(await batch(system, [pulled, sampleEvent('ConcatComplete')])).toMatchObject({ done: 1, owned: 1 });
    await until('what it waits for', async () => {
      const { waitingFor } = await stateOf(ownerOf(system, pulled));
      return waitingFor?.activity === 'index_video' && waitingFor.taskQueue === 'search';
    });
  });
});
