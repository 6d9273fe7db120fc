import { CliProcess, type Deployment, type Env } from './processes';

export interface IngressProcess {
  process: CliProcess;
  /** Of its listener, without a path. */
  origin: string;
  /** Where VOD posts to. */
  url: string;
}

/** A `vod-events ingress` of this source, on a free port. */
export async function startIngressProcess(deployment: Deployment, env: Env): Promise<IngressProcess> {
  const process = new CliProcess(['ingress', '--source', deployment.source], {
    VOD_EVENTS_INGRESS_ADDRESS: '127.0.0.1:0',
    VOD_EVENTS_TASK_QUEUE: deployment.taskQueue,
    ...env,
  });
  await process.printed('Ingress started');
  const started = process.log().find(({ msg }) => msg === 'Ingress started');
  const origin = String(started?.url);
  return { process, origin, url: `${origin}/vod/events` };
}
