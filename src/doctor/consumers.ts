/** Two that pull from one queue take each other's events, at random and without a trace: VOD has no groups of consumers. */
import { listed } from '../client/listing';
import { POLLER_WORKFLOW } from '../core/contract';
import type { WorkerConfig } from '../worker/config';
import type { TemporalContext } from './context';
import { lookAt, ok, warning, wrong, type Check, type Finding, type Line } from './finding';

/** Sources of this configuration that are one queue. */
function twiceConfigured(sources: WorkerConfig['sources']): string[][] {
  const queues = new Map<string, string[]>();
  for (const { name, endpoint, subAppId } of sources) {
    const queue = `${endpoint} ${subAppId ?? ''}`;
    queues.set(queue, [...(queues.get(queue) ?? []), name]);
  }
  return [...queues.values()].filter((names) => names.length > 1);
}

/** In this configuration, and by name in this namespace. Other namespaces and other programs cannot be seen. */
export const CONSUMERS: Check<TemporalContext> = {
  name: 'other consumers',
  look: async ({ client, config: { sources } }) => {
    const names = new Set(sources.map(({ name }) => name));
    const found: Finding[] = [];
    const query = `WorkflowType = '${POLLER_WORKFLOW}' AND ExecutionStatus = 'Running'`;
    let pollers = 0;
    for await (const { workflowId } of listed(client, query)) {
      pollers++;
      const other = workflowId.slice(workflowId.indexOf('/') + 1);
      const same = sources.find(({ subAppId }) => subAppId !== undefined && String(subAppId) === other);
      if (same && !names.has(other)) {
        found.push(
          warning(
            `${workflowId} runs in this namespace too and is named like the application of source ${same.name}`,
            'See whether both pull from one queue: then end one. temporal workflow query --type status tells what it does.',
          ),
        );
      }
    }
    if (found.length > 0) return found;
    return ok(`none in sight of the ${pollers} pollers in this namespace; what pulls elsewhere cannot be seen`);
  },
};

/** Of the configuration alone. */
export function twiceLines(config: WorkerConfig): Promise<Line[]> {
  const check: Check<WorkerConfig> = {
    name: 'other consumers',
    look: ({ sources }) =>
      twiceConfigured(sources).map((names) =>
        wrong(
          `the sources ${names.join(', ')} are one application: their pollers take each other's events`,
          'Leave one of them in the configuration, or give them the SubAppIds that they are for.',
        ),
      ),
  };
  return lookAt([check], config);
}
