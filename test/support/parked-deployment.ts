import { vodEvents, type ParkedEvent } from '../../src/client';
import { commandLine, type Said } from './command-line';
import { Deployment, type Env } from './processes';
import { until } from './system';

/** A deployment whose worker parks what it is told to, and the command line beside it, as an operator has it. */
export class ParkedDeployment {
  private constructor(
    readonly deployment: Deployment,
    readonly source: string,
  ) {}

  static async start(): Promise<ParkedDeployment> {
    const deployment = await Deployment.start({ holdMs: 500 });
    await deployment.startWorker({ routes: 'parks.mjs', env: { VOD_EVENTS_QUICK_BUDGET: '200ms' } });
    return new ParkedDeployment(deployment, deployment.source);
  }

  /** Has VOD report events, and waits until they are parked and seen by every list. */
  async park(...events: object[]): Promise<ParkedEvent[]> {
    const before = (await this.list()).length;
    this.deployment.emulator.enqueue(events);
    return until(`${events.length} more parked`, async () => {
      const found = await this.list();
      return found.length === before + events.length && found;
    });
  }

  async list(): Promise<ParkedEvent[]> {
    const found: ParkedEvent[] = [];
    for await (const event of vodEvents(this.deployment.client).parked.list({ source: this.source })) found.push(event);
    return found;
  }

  /** Runs `vod-events parked …`. */
  cli(args: readonly string[], env: Env = {}): Promise<Said> {
    return commandLine(['parked', ...args], env);
  }
}
