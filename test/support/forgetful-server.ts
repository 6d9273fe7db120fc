import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { startDevServer } from './dev-server';

/** The server's own is 4,096, which a poller reaches after months. */
const SUGGESTS_FROM_EVENTS = 10;

/** A dev server of its own that suggests continue-as-new after ten history events: whatever can continue as new does so at the first occasion. */
export async function startForgetfulServer(): Promise<TestWorkflowEnvironment> {
  return startDevServer({ 'limit.historyCount.suggestContinueAsNew': SUGGESTS_FROM_EVENTS });
}
