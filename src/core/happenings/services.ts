import { happening } from './definition';

export interface Serving {
  sources: readonly string[];
  taskQueue: string;
  /** Of a worker with a version. */
  version?: { deploymentName: string; buildId: string };
}

export interface Ingress {
  source: string;
}

export const SERVICES = {
  'worker:run:started': happening<Serving & { endpoints: readonly string[]; temporal: string }>()({
    text: 'Worker started',
    level: 'info',
    fields: ['sources', 'taskQueue', 'version', 'endpoints', 'temporal'],
  }),
  'worker:plugin:started': happening<Serving>()({
    text: 'VOD events are served',
    level: 'info',
    fields: ['sources', 'taskQueue'],
  }),
  'worker:connect:retried': happening<{ error: string }>()({
    text: 'Temporal cannot be reached; trying again',
    level: 'warn',
    fields: ['error'],
  }),
  'worker:drain:began': happening<Serving>()({ text: 'Draining', level: 'info', fields: ['sources', 'taskQueue'] }),
  'worker:drain:ended': happening<Serving>()({ text: 'Drained', level: 'info', fields: ['sources', 'taskQueue'] }),
  'worker:drain:cut': happening<Serving & { error: string }>()({
    text:
      'Not everything came to its end within the grace time: a handler did not heed its signal, or a confirm was still being tried. ' +
      'Temporal will have another worker go on with it, or VOD will deliver it again.',
    level: 'warn',
    fields: ['sources', 'taskQueue', 'error'],
  }),
  'health:listen:ok': happening<{ address: string }>()({
    text: 'Health is told at /livez and /readyz',
    level: 'info',
    fields: ['address'],
  }),
  'health:live:failed': happening<{ source: string; reason: string }>()({
    text: 'Events of a source have not been pulled in time, and a restart of this process may help: /livez says so',
    level: 'error',
    fields: ['source', 'reason'],
  }),
  'health:live:ok': happening<{ source: string; reason: string }>()({
    text: 'Events of a source are pulled again',
    level: 'info',
    fields: ['source', 'reason'],
  }),
  'tracing:start:off': happening<{ variable: string; problem: string }>()({
    text: 'Traces are asked for, and the worker goes on without',
    level: 'warn',
    fields: ['variable', 'problem'],
  }),
  'tracing:setting:doubtful': happening<{ problem: string }>()({
    text: 'OpenTelemetry says something of its settings',
    level: 'warn',
    fields: ['problem'],
  }),
  'tracing:export:failed': happening<{ error: string | number | undefined }>()({
    text: 'Traces do not arrive and are dropped until they do; events are handled all the same',
    level: 'warn',
    fields: ['error'],
  }),
  'tracing:export:ok': happening<object>()({ text: 'Traces arrive again', level: 'info' }),
  'ingress:run:started': happening<Ingress & { taskQueue: string; url: string; temporal: string; signed: boolean }>()({
    text: 'Ingress started',
    level: 'info',
    fields: ['source', 'taskQueue', 'url', 'temporal', 'signed'],
  }),
  'ingress:key:missing': happening<Ingress>()({
    text: 'VOD_EVENTS_INGRESS_KEY is not set: whoever reaches the ingress can send events.',
    level: 'warn',
    fields: ['source'],
  }),
  'ingress:temporal:away': happening<Ingress & { temporal: string }>()({
    text: 'Temporal cannot be reached: events are refused until it can.',
    level: 'warn',
    fields: ['source', 'temporal'],
  }),
  'ingress:run:finishing': happening<Ingress & { graceMs: number }>()({
    text: 'Finishing the requests under way',
    level: 'info',
    fields: ['source', 'graceMs'],
  }),
  'ingress:run:ended': happening<Ingress>()({ text: 'Ingress stopped', level: 'info', fields: ['source'] }),
  'ingress:event:taken': happening<Ingress & { batch: string; eventType: string }>()({
    text: 'Event taken',
    level: 'debug',
    fields: ['source', 'batch', 'eventType'],
  }),
  'ingress:request:refused': happening<
    Ingress & {
      reason: string;
      status: number;
      remoteAddress: string;
      error?: string | undefined;
      /** Lines that were not written since the last. */
      unlogged?: number | undefined;
    }
  >()({
    text: 'Request refused',
    level: 'warn',
    fields: ['source', 'reason', 'status', 'remoteAddress', 'error', 'unlogged'],
  }),
};
