/** What all measurements of a run share: one Temporal server, and the figures that it keeps of itself. */
import type { Client } from '@temporalio/client';
import { freePorts } from '../demo/free-ports';
import { startTemporal } from '../demo/temporal';

export interface Stage {
  client: Client;
  address: string;
  /** CPU profiles of all contenders go there. */
  profileFolder: string | undefined;
  /** The server's counters in the default namespace: of billable actions, and of calls by their names with the time they took. Undefined for a server that is not ours. */
  counters?(): Promise<ServerCounters>;
  stop(): Promise<void>;
}

export interface ServerCounters {
  actions: number;
  calls: Record<string, number>;
  /** Of all calls of a name together. */
  callSeconds: Record<string, number>;
}

export async function startStage(profileFolder?: string): Promise<Stage> {
  const [metricsPort] = await freePorts(1);
  const temporal = await startTemporal(['--metrics-port', `${metricsPort}`]);
  return {
    client: temporal.client,
    address: temporal.address,
    profileFolder,
    ...(temporal.own && { counters: () => serverCounters(`http://127.0.0.1:${metricsPort}/metrics`) }),
    stop: () => temporal.stop(),
  };
}

async function serverCounters(url: string): Promise<ServerCounters> {
  const text = await (await fetch(url)).text();
  const counters: ServerCounters = { actions: 0, calls: {}, callSeconds: {} };
  const lines = /^(action|service_requests|service_latency_sum)\{([^}]*)\} (\S+)$/gm;
  for (const [, name, labels = '', value] of text.matchAll(lines)) {
    if (!labels.includes('namespace="default"')) continue;
    if (name === 'action') counters.actions += Number(value);
    else if (labels.includes('service_name="frontend"')) {
      const call = /operation="(\w+)"/.exec(labels)?.[1] ?? '';
      const sums = name === 'service_requests' ? counters.calls : counters.callSeconds;
      sums[call] = (sums[call] ?? 0) + Number(value);
    }
  }
  return counters;
}

export function difference(after: ServerCounters, before: ServerCounters): ServerCounters {
  return {
    actions: after.actions - before.actions,
    calls: increase(after.calls, before.calls),
    callSeconds: increase(after.callSeconds, before.callSeconds),
  };
}

function increase(after: Record<string, number>, before: Record<string, number>): Record<string, number> {
  const all = Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)] as const);
  return Object.fromEntries(all.filter(([, value]) => value > 0));
}
