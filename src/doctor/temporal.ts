/** Whether Temporal lets a worker do what it has to, as far as harmless calls can tell. */
import { optionalTsToMs } from '@temporalio/common/lib/time';
import { codeOf, messageOf } from '../grpc';
import { EVENT_WORKFLOW, pumpTaskQueue } from '../core/contract';
import type { TemporalContext } from './context';
import { ok, skipped, warning, wrong, type Check, type Finding } from './finding';

/** gRPC status codes. */
const INVALID_ARGUMENT = 3;
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;
const UNAUTHENTICATED = 16;

/**
 * The first release that knows the workflow id conflict policy `USE_EXISTING`, without which a worker cannot make sure that its poller runs.
 * Source: temporalio/documentation#2727, temporalio/temporal#5507.
 */
const MINIMUM_SERVER = [1, 24] as const;

const DAY_MS = 24 * 60 * 60_000;

/** What the server says of itself decides; the version is for what it says nothing of. */
export const SERVER_VERSION: Check<TemporalContext> = {
  name: 'server version',
  look: async ({ client }) => {
    const { serverVersion = '', capabilities } = await client.workflowService.getSystemInfo({});
    const found: Finding[] = [];
    if (isOlder(serverVersion)) {
      found.push(
        wrong(
          `${serverVersion} does not know how to use the poller that runs`,
          `Upgrade the server to ${MINIMUM_SERVER.join('.')} or later.`,
        ),
      );
    }
    if (!capabilities?.upsertMemo)
      found.push(wrong('workflows cannot change their memo, which parked events are listed by', 'Upgrade the server.'));
    if (!capabilities?.eagerWorkflowStart) {
      found.push(
        warning(
          'no eager start of workflows: every batch is confirmed some milliseconds later',
          'Set system.enableEagerWorkflowStart to true in the dynamic configuration of the server.',
        ),
      );
    }
    if (!capabilities?.nexus)
      found.push(
        warning(
          'no Nexus: workflows of other namespaces cannot call the service vod-events',
          'Nothing, unless you use docs/nexus.md.',
        ),
      );
    return found.length > 0 ? found : ok(`${serverVersion} has all that is used`);
  },
};

export const NAMESPACE: Check<TemporalContext> = {
  name: 'namespace',
  look: async ({ client, config: { temporal } }) => {
    const { namespace } = temporal;
    try {
      const { namespaceInfo, config } = await client.workflowService.describeNamespace({ namespace });
      // temporal.api.enums.v1.NamespaceState
      if (namespaceInfo?.state !== undefined && Number(namespaceInfo.state) > 1)
        return wrong(`"${namespace}" is deprecated or deleted`, 'Set TEMPORAL_NAMESPACE to one that is in use.');
      return retentionFinding(namespace, optionalTsToMs(config?.workflowExecutionRetentionTtl));
    } catch (error) {
      const code = codeOf(error);
      if (code === NOT_FOUND) {
        return wrong(
          `there is no namespace "${namespace}"`,
          `Set TEMPORAL_NAMESPACE, or make it: temporal operator namespace create -n ${namespace} --retention 1d`,
        );
      }
      if (code === PERMISSION_DENIED || code === UNIMPLEMENTED)
        return skipped(`"${namespace}" may not be described: ${messageOf(error)}`);
      throw error;
    }
  },
};

/**
 * Ids of closed workflows are forgotten after the retention, and with them that an event was processed. What could not be confirmed the
 * poller remembers besides, so a day covers everything but a poller that was ended and events that come again later than that.
 */
function retentionFinding(namespace: string, retentionMs: number | undefined): Finding {
  if (retentionMs === undefined) return ok(`"${namespace}" is there`);
  const found = `"${namespace}" remembers closed workflows for ${retentionMs / DAY_MS >= 1 ? `${Math.round((retentionMs / DAY_MS) * 10) / 10} d` : `${Math.round(retentionMs / 3_600_000)} h`}`;
  if (retentionMs >= DAY_MS) return ok(found);
  return warning(
    `${found}; VOD delivers an event that was not confirmed for 4 d, and one that comes again after that time is processed again`,
    `temporal operator namespace update -n ${namespace} --retention 1d`,
  );
}

interface Permission {
  /** What it is for, as the end of "may". */
  may: string;
  ask: (context: TemporalContext) => Promise<unknown>;
}

const service = ({ client }: TemporalContext): TemporalContext['client']['workflowService'] => client.workflowService;

/**
 * Who may not is told so before anything else. The rest of these calls has no effect: they lack what the server needs, or only read.
 */
const PERMISSIONS: readonly Permission[] = [
  { may: 'start workflows', ask: (to) => service(to).startWorkflowExecution(inNamespace(to)) },
  { may: 'signal workflows', ask: (to) => service(to).signalWorkflowExecution(inNamespace(to)) },
  { may: 'query workflows', ask: (to) => service(to).queryWorkflow(inNamespace(to)) },
  { may: 'describe workflows', ask: (to) => service(to).describeWorkflowExecution(inNamespace(to)) },
  {
    may: 'list workflows',
    ask: (to) =>
      service(to).listWorkflowExecutions({
        ...inNamespace(to),
        pageSize: 1,
        query: `WorkflowType = '${EVENT_WORKFLOW}'`,
      }),
  },
  { may: 'poll for workflow tasks', ask: (to) => service(to).pollWorkflowTaskQueue(inNamespace(to)) },
  { may: 'poll for activity tasks', ask: (to) => service(to).pollActivityTaskQueue(inNamespace(to)) },
];

export const PERMITTED: Check<TemporalContext> = {
  name: 'permissions',
  look: async (context) => {
    const answers = await Promise.all(
      PERMISSIONS.map(({ may, ask }) =>
        ask(context).then(
          () => ({ may, code: 0 }),
          (error: unknown) => ({ may, code: codeOf(error), says: messageOf(error) }),
        ),
      ),
    );
    const denied = answers.filter(({ code }) => code === PERMISSION_DENIED || code === UNAUTHENTICATED);
    if (denied.length > 0) {
      return wrong(
        `Temporal does not let us ${denied.map(({ may }) => may).join(', ')}`,
        'Give the API key or certificate of TEMPORAL_* the rights of a worker and client in this namespace.',
      );
    }
    // No namespace: told by the check of that name.
    const unclear = answers.filter(({ code }) => ![0, INVALID_ARGUMENT].includes(code ?? -1));
    const [first] = unclear;
    if (first)
      return skipped(
        `not clear whether we may ${unclear.map(({ may }) => may).join(', ')}: ${'says' in first ? first.says : ''}`,
      );
    return ok(`we may ${PERMISSIONS.map(({ may }) => may).join(', ')}`);
  },
};

function inNamespace({ config }: TemporalContext): { namespace: string } {
  return { namespace: config.temporal.namespace };
}

/** A poller asks once a minute at least, and is remembered for five. */
const GONE_AFTER_MS = 90_000;

export const WORKERS: Check<TemporalContext> = {
  name: 'workers',
  look: async ({ client, config: { temporal, taskQueue } }) => {
    const queues = [
      { queue: taskQueue, type: 1, what: 'workflows' },
      { queue: taskQueue, type: 2, what: 'owned events' },
      { queue: pumpTaskQueue(taskQueue), type: 2, what: 'the pump' },
    ];
    const seen = await Promise.all(
      queues.map(async ({ queue, type, what }) => {
        const request = { namespace: temporal.namespace, taskQueue: { name: queue }, taskQueueType: type };
        const { pollers = [] } = await client.workflowService.describeTaskQueue(request);
        const present = (pollers ?? []).filter(
          (poller) => Date.now() - (optionalTsToMs(poller.lastAccessTime) ?? 0) < GONE_AFTER_MS,
        );
        return { queue, what, workers: new Set(present.map(({ identity }) => identity)).size };
      }),
    );
    const missing = seen.filter(({ workers }) => workers === 0);
    if (missing.length === 0) {
      return ok(`task queue ${taskQueue}: ${seen.map(({ what, workers }) => `${workers} for ${what}`).join(', ')}`);
    }
    const todo = 'Start a worker: vod-events worker, with this configuration.';
    const found = `nobody asks the task queue for ${missing.map(({ queue, what }) => `${what} (${queue})`).join(', ')}`;
    // Before the first worker ever that is as it must be, and its poller is not there either.
    return missing.length === seen.length ? warning(found, todo) : wrong(found, todo);
  },
};

/** One that cannot be read is not older. */
export function isOlder(version: string): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined || minor === undefined) return false;
  const [minimumMajor, minimumMinor] = MINIMUM_SERVER;
  return Number(major) < minimumMajor || (Number(major) === minimumMajor && Number(minor) < minimumMinor);
}
