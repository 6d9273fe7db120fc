import { pollerId } from '../src/client';
import type { VodEmulator } from '../src/testing';
import type { Figures } from './figures';
import type { TemporalServer } from './temporal';

/** Where to look beside the figures: what to open, and which commands to type. */
export class Hints {
  constructor(
    private readonly about: {
      temporal: TemporalServer;
      emulator: VodEmulator;
      source: string;
      consoleAddress: string;
      logPath: string | undefined;
    },
  ) {}

  /** For the time the demo runs. */
  whileRunning(parked: Figures['parked']): string[] {
    const { consoleAddress, emulator, logPath } = this.about;
    const newest = parked[0];
    return [
      `Console            ${consoleAddress}`,
      ...this.places(),
      `VOD emulator       ${emulator.url}`,
      ...(newest ? [this.retry(newest.workflowId)] : []),
      ...(logPath ? [`The worker's log   ${logPath}`] : []),
    ];
  }

  /** Commands for one parked event. */
  aboutParked(workflowId: string): string[] {
    return [
      `Look into it       ${this.about.temporal.command('workflow describe', '--workflow-id', workflowId)}`,
      this.retry(workflowId),
    ];
  }

  /** How to remove what stays on a server that was there before the demo. */
  cleanUp(): string[] {
    const query = `WorkflowId STARTS_WITH 'vod-event/${this.about.source}/' AND ExecutionStatus = 'Running'`;
    return [
      'The workflows that are still open stay on that server. To remove them:',
      `  ${this.about.temporal.command('workflow terminate', '--yes', '--query', query)}`,
    ];
  }

  private retry(workflowId: string): string {
    return `Handle it again    ${this.about.temporal.command('workflow signal', '--workflow-id', workflowId, '--name', 'retry')}`;
  }

  private places(): string[] {
    const { uiUrl, address } = this.about.temporal;
    if (!uiUrl)
      return [
        `Temporal           ${address}; look for ${pollerId(this.about.source)} and for workflows of type vodEvent`,
      ];
    const list = (query: string): string => `${uiUrl}/namespaces/default/workflows?query=${encodeURIComponent(query)}`;
    return [
      `Temporal UI        ${uiUrl}`,
      `Slow and parked    ${list('WorkflowType = "vodEvent" AND ExecutionStatus = "Running"')}`,
      `The poller         ${list(`WorkflowId = "${pollerId(this.about.source)}"`)}`,
    ];
  }
}
