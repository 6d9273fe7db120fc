import type { ConfirmPolicy } from '../core/contract';
import { MAX_REMEMBERED_KEYS } from '../core/defaults';
import { RateBudget } from '../core/rate-budget';
import { RedeliveryMemory } from '../core/redelivery-memory';
import { UnfinishedDeliveries } from '../core/unfinished-deliveries';
import type { RouteTable } from '../routes/compiled';
import type { VodClient } from '../vod/client';
import { CallRecord } from './call-record';
import { ConfirmLine } from './confirm-line';

/** One source as this process knows it. */
export interface SourceClient extends SourcePolicy {
  vod: VodClient;
  /** What is left of the API's rate, per API. */
  pullBudget: RateBudget;
  confirms: ConfirmLine;
  calls: CallRecord;
  /** Both are shared by the pumps that this process has one after the other. */
  memory: RedeliveryMemory;
  unfinished: UnfinishedDeliveries;
  /** Aborted when this process is no longer to pull for the source; what was pulled is finished all the same. */
  retirement: AbortController;
}

/** What becomes of the events of one source. */
export interface SourceRoutes {
  routes: RouteTable;
}

export interface SourcePolicy {
  confirmPolicy: ConfirmPolicy;
  /** With the policy `processed`: deliveries of an event until it is parked. */
  maxDeliveries: number;
}

export function createSourceClient(
  vod: VodClient,
  { ratePerSecond, confirmPolicy, maxDeliveries }: SourcePolicy & { ratePerSecond: number },
): SourceClient {
  return {
    vod,
    pullBudget: new RateBudget(ratePerSecond),
    confirms: new ConfirmLine(new RateBudget(ratePerSecond)),
    calls: new CallRecord(),
    memory: new RedeliveryMemory(MAX_REMEMBERED_KEYS),
    unfinished: new UnfinishedDeliveries(MAX_REMEMBERED_KEYS),
    retirement: new AbortController(),
    confirmPolicy,
    maxDeliveries,
  };
}
