import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { graph } from '../panels';
import { TEMPORAL, temporalQuantile, temporalRate } from '../temporal';

/** What the worker's side of Temporal says, of every worker that is scraped. */
export function temporal(): Builder<Panel>[] {
  return [
    graph({
      title: 'Task slots in use',
      description: 'By kind of task and process. A batch holds a workflow-task slot while its handlers run.',
      unit: 'short',
      queries: { '{{worker_type}} {{instance}}': `sum by (worker_type, instance) (${TEMPORAL.slotsUsed})` },
    }),
    graph({
      title: 'Task slots free',
      description: 'By kind of task and process. None free for long: tasks wait in Temporal, and so do batches.',
      unit: 'short',
      queries: { '{{worker_type}} {{instance}}': `sum by (worker_type, instance) (${TEMPORAL.slotsAvailable})` },
    }),
    graph({
      title: 'Tasks wait for a worker',
      description: 'How long 95 of 100 tasks waited. Batches start eagerly and do not; those of owned events may.',
      unit: 'ms',
      queries: {
        'workflow tasks': temporalQuantile(0.95, TEMPORAL.workflowTaskWait, []),
        activities: temporalQuantile(0.95, TEMPORAL.activityWait, []),
      },
    }),
    graph({
      title: 'Requests to Temporal',
      description: 'Requests a second by operation.',
      unit: 'reqps',
      queries: { '{{operation}}': temporalRate(TEMPORAL.requests, ['operation']) },
    }),
    graph({
      title: 'Requests that failed',
      description:
        'By operation and gRPC status. ALREADY_EXISTS of StartWorkflowExecution is a redelivery that was refused, as it should be.',
      unit: 'reqps',
      queries: {
        '{{operation}} {{status_code}}': temporalRate(TEMPORAL.requestFailures, ['operation', 'status_code']),
      },
    }),
    graph({
      title: 'Latency of requests',
      description: 'How long 95 of 100 took, by operation; without the long polls.',
      unit: 'ms',
      queries: { '{{operation}}': temporalQuantile(0.95, TEMPORAL.requestLatency, ['operation']) },
    }),
    graph({
      title: 'Steps of batches',
      description: 'How long 95 of 100 took: processEvents with its handlers, confirmEvents with its calls to VOD.',
      unit: 'ms',
      queries: { '{{activity_type}}': temporalQuantile(0.95, TEMPORAL.localActivityDuration, ['activity_type']) },
    }),
    graph({
      title: 'Workflows completed',
      description: 'Batches and events with a workflow of their own that came to their end, a second.',
      unit: 'cps',
      queries: { '{{workflow_type}}': temporalRate(TEMPORAL.workflowsCompleted, ['workflow_type']) },
    }),
    graph({
      title: 'Workflows in the cache',
      description:
        'Workflows that each process keeps between their tasks. One that was dropped is replayed at its next task.',
      unit: 'short',
      queries: { '{{instance}}': `max by (instance) (${TEMPORAL.stickyCacheSize})` },
    }),
  ];
}
